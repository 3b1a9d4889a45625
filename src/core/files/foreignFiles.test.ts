import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { exportLines, foreignFormat } from './foreignFiles';

const text = (start: string) => new TextEncoder().encode(start);
const zip = (...names: readonly string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, Uint8Array.of(1)])));

it.each<[string, string, Uint8Array]>([
  ['pytorch', 'model.bin', zip('archive/data.pkl', 'archive/data/0')],
  ['pytorch', 'net', zip('net/.format_version', 'net/data.pkl')],
  [
    'pytorch',
    'old.bin',
    Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e),
  ],
  ['pytorch', 'net.PTH', text('anything')],
  ['pickle', 'tree.pkl', Uint8Array.of(0x80, 4)],
  ['torchServe', 'net', zip('MAR-INF/MANIFEST.json', 'net.pt')],
  ['torchServe', 'net.mar', zip('net.py')],
  ['savedModel', 'saved_model.pb', Uint8Array.of(8, 1, 0x12)],
  ['coreMl', 'net.mlmodel', Uint8Array.of(8, 5, 0x12)],
  ['caffe', 'net.caffemodel', Uint8Array.of(0x0a, 3)],
  ['gguf', 'net', text('GGUF\x03')],
  ['tensorRt', 'net', text('ftrt')],
  ['tensorRt', 'net.engine', Uint8Array.of(1)],
  ['openVino', 'net.xml', text('<?xml version="1.0"?>\n<net name="a" version="11">')],
])('tells %s in %s', (format, name, start) => {
  expect(foreignFormat(name, start)).toBe(format);
});

it.each<[string, Uint8Array]>([
  ['net.onnx', Uint8Array.of(8, 8, 0x12)],
  // ONNX under the ending of protobuf.
  ['net.pb', Uint8Array.of(8, 8, 0x12)],
  ['net.keras', zip('metadata.json', 'config.json')],
  ['x.npz', zip('x.npy', 'y.npy')],
  ['shard.bin', Uint8Array.of(0x80, 2, 0, 0)],
  ['notes.xml', text('<?xml version="1.0"?><html>')],
  ['empty', new Uint8Array()],
])('takes %s for none of them', (name, start) => {
  expect(foreignFormat(name, start)).toBeNull();
});

it('gives three lines of Python with the names of the files', () => {
  expect(exportLines('runs/my "net".v2.pt')).toEqual([
    'import torch',
    'net = torch.load("runs/my \\"net\\".v2.pt", map_location="cpu", weights_only=False)',
    'torch.onnx.export(net.train(False), torch.zeros(1, 3, 224, 224), "my \\"net\\".v2.onnx")',
  ]);
});
