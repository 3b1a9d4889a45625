import { describe, expect, it } from 'vitest';
import type { SourceTensor } from '../source/sourceModel';
import { openOnnx } from './openOnnx';
import {
  attribute,
  bytes,
  external,
  fileOf,
  float,
  gemmGraph,
  initializer,
  int,
  message,
  model,
  node,
  rawFloats,
  tensor,
  text,
  value,
} from './writeOnnx.fake';

/** Opens a model of one graph. */
const open = (graph: readonly Uint8Array[], options?: Parameters<typeof model>[1]) =>
  openOnnx(fileOf(model(graph, options)));

describe('openOnnx', () => {
  it('keeps nodes, tensors and names as the file has them', async () => {
    const entry = (key: string, said: string) => message(14, text(1, key), text(2, said));
    const opened = await open(gemmGraph(value(13, 'y', ['batch', 2])), { more: [entry('task', 'digits')] });
    expect(opened).toMatchObject({
      fileName: 'net.onnx',
      format: 'ONNX, IR version 8, opset 13',
      opset: 13,
      producer: 'hand 1',
      graphName: 'main',
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 2] }],
      nodes: [{ name: 'fc', operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] }],
    });
    expect([...opened.metadata]).toEqual([['task', 'digits']]);
    expect([...opened.values.keys()]).toEqual(['y']);
    expect([...opened.nodes[0]!.attributes]).toEqual([['transB', { kind: 'int', value: 1 }]]);
    expect([...opened.initializers.values()].map(({ name, shape }) => [name, shape])).toEqual([
      ['w', [2, 3]],
      ['b', [2]],
    ]);
    expect(await opened.initializers.get('w')!.read()).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it('reads every kind of attribute that operators have', async () => {
    const opened = await open(
      gemmGraph(
        node(
          'Identity',
          ['y'],
          ['z'],
          '',
          attribute('f', 1, float(2, 0.5)),
          attribute('i', 2, int(3, -2)),
          attribute('s', 3, text(4, 'SAME_UPPER')),
          attribute('t', 4, message(5, tensor('', 1, [], rawFloats(9)))),
          attribute('floats', 6, float(7, 1), float(7, 2)),
          attribute('packed', 7, bytes(8, Uint8Array.of(3, 4))),
          attribute('ends', 7, int(8, 2n ** 63n - 1n), int(8, -(2n ** 63n)), int(8, 5)),
          attribute('strings', 8, text(9, 'a'), text(9, 'b')),
          attribute('zero', 2),
          message(5, text(1, 'untyped'), int(3, 7)),
        ),
      ),
    );
    const { name, attributes } = opened.nodes[1]!;
    expect(name).toBe('Identity_1');
    const { value: held, ...constant } = attributes.get('t')!;
    expect(constant).toEqual({ kind: 'tensor' });
    expect(await (held as SourceTensor).read()).toEqual(Float32Array.of(9));
    expect(Object.fromEntries([...attributes].filter(([key]) => key !== 't'))).toEqual({
      f: { kind: 'float', value: 0.5 },
      i: { kind: 'int', value: -2 },
      s: { kind: 'text', value: 'SAME_UPPER' },
      floats: { kind: 'floats', value: [1, 2] },
      packed: { kind: 'ints', value: [3, 4] },
      ends: { kind: 'ints', value: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5] },
      strings: { kind: 'texts', value: ['a', 'b'] },
      zero: { kind: 'int', value: 0 },
      untyped: { kind: 'int', value: 7 },
    });
  });

  it('takes initialisers of old files for no inputs, and keeps several inputs and outputs', async () => {
    const opened = await open(gemmGraph(value(11, 'w', [2, 3]), value(11, 'x2', [1]), value(12, 'x2', [1])), {
      ir: 3,
      opset: 7,
    });
    expect(opened.inputs.map(({ name }) => name)).toEqual(['x', 'x2']);
    expect(opened.outputs.map(({ name }) => name)).toEqual(['y', 'x2']);
  });

  it('keeps quantisation parameters', async () => {
    const entry = message(2, text(1, 'SCALE_TENSOR'), text(2, 's'));
    const { quantization } = await open(gemmGraph(message(14, text(1, 'w'), entry)));
    expect([...quantization.get('w')!]).toEqual([['SCALE_TENSOR', 's']]);
  });

  it('leaves out inputs and outputs without a name at the end, and keeps those between', async () => {
    const opened = await open(gemmGraph(node('Resize', ['y', '', 'b', ''], ['z', ''], 'up')));
    expect(opened.nodes[1]).toMatchObject({ inputs: ['y', '', 'b'], outputs: ['z'] });
  });

  it('reads a large file field by field, without the bytes of its tensors', async () => {
    const values = new Float32Array(200_000).fill(0.5);
    const raw = bytes(9, new Uint8Array(values.buffer));
    const constant = node(
      'Constant',
      [],
      ['c'],
      '',
      attribute('value', 4, message(5, tensor('', 1, [200_000], raw))),
    );
    const { blob } = fileOf(model(gemmGraph(initializer('big', 1, [200_000], raw), constant)));
    let numBytes = 0;
    const slice = (start: number, end: number) => {
      const arrayBuffer = () => {
        numBytes += end - start;
        return blob.slice(start, end).arrayBuffer();
      };
      return { size: end - start, arrayBuffer } as Blob;
    };
    const watched = { size: blob.size, slice } as Blob;
    const opened = await openOnnx({ name: 'net.onnx', blob: watched });
    expect(opened.nodes).toHaveLength(2);
    expect(numBytes).toBeLessThan(values.byteLength);
    expect(await opened.initializers.get('big')!.read()).toEqual(values);
    const { value: held } = opened.nodes[1]!.attributes.get('value')!;
    expect(await (held as SourceTensor).read()).toEqual(values);
  });
});

describe('openOnnx refuses', () => {
  const inner = message(6, node('Identity', ['x'], ['y']));
  const sparse = message(15, message(1, tensor('sp', 1, [1], rawFloats(1))));
  const stored = (...content: Parameters<typeof initializer>) => gemmGraph(initializer(...content));
  const typed = (field: number, type: Uint8Array) =>
    gemmGraph(message(field, text(1, 'v'), message(2, type)));

  it.each<[what: string, graph: readonly Uint8Array[], sentence: string]>([
    [
      'branches and loops, all at once',
      gemmGraph(node('If', ['x'], ['z'], 'branch', attribute('then', 5, inner)), node('Loop', ['x'], ['v'])),
      'Nodes with graphs inside: branch (If), Loop_2 (Loop): expected a graph without branches and loops',
    ],
    [
      'other domains',
      gemmGraph(node('Gelu', ['y'], ['z'], 'act', text(7, 'com.microsoft'))),
      'Nodes with operators of other domains: act (com.microsoft.Gelu): expected ai.onnx',
    ],
    [
      'nodes without an operator',
      gemmGraph(node('', ['y'], ['z'])),
      'Nodes without an operator: node_1: expected its name',
    ],
    [
      'attributes of other kinds',
      gemmGraph(
        node('Constant', [], ['z'], 'c', attribute('sparse_value', 11, bytes(22, new Uint8Array(0)))),
      ),
      'Attributes that cannot be read: c.sparse_value (sparse_tensor): expected numbers, texts or a tensor',
    ],
    [
      'references to attributes of a function',
      gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('alpha', 1, text(21, 'outer')))),
      'Attributes that cannot be read: e.alpha (ref_attr_name outer): expected numbers, texts or a tensor',
    ],
    [
      'attributes whose value is of another type',
      gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('alpha', 1, int(3, 1)))),
      'Attributes whose value is not of their type: e.alpha (i, type 1)',
    ],
    [
      'attributes of one name',
      gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('a', 2, int(3, 1)), attribute('a', 2, int(3, 1)))),
      'Attributes that a node has twice: e.a: expected one of each name',
    ],
    ['sparse initialisers', gemmGraph(sparse), 'Sparse initialisers: sp: expected dense ones'],
    ['strings', stored('s', 8, [1], bytes(6, Uint8Array.of(65))), 'Tensors of strings: s: expected numbers'],
    [
      'unknown types',
      stored('s', 23, [1], bytes(9, Uint8Array.of(65))),
      'Tensors of unknown types: s (23): expected data types 1 to 22',
    ],
    [
      'tensors without a name',
      stored('', 1, [1], rawFloats(1)),
      'Tensors without a name: initializer[2]: expected a name for each',
    ],
    [
      'dimensions of 0, below and above the range, all at once',
      [
        ...stored('a', 1, [2, 0]),
        initializer('c', 1, [-1]),
        initializer('d', 1, [2 ** 31]),
        value(13, 'e', [0]),
      ],
      'Tensors with a dimension out of range: a [2 x 0], c [-1], d [2147483648], e [0]: expected 1 to 2147483647, or a name for one that is open',
    ],
    [
      'bytes that do not fit the shape, all at once',
      [
        ...stored('a', 1, [2, 3], rawFloats(1)),
        initializer('c', 7, [3], bytes(7, Uint8Array.of(1, 2))),
        initializer('d', 1, [1], rawFloats(1, 2)),
      ],
      'Tensors whose stored bytes do not fit their shape (found ≠ expected): a [2 x 3] float32: 4 ≠ 24, c [3] int64: 2 ≠ 3…30, d [1] float32: 8 ≠ 4',
    ],
    [
      'values in two fields',
      stored('a', 1, [1], rawFloats(1), bytes(4, new Uint8Array(4))),
      'Tensors with values in several fields: a (raw_data, float_data): expected one field',
    ],
    [
      'values in the field of another type',
      stored('a', 1, [1], bytes(5, Uint8Array.of(1))),
      'Tensors with values in a field of another type: a (float32: int32_data ≠ float_data)',
    ],
    [
      'segments',
      stored('a', 1, [1], bytes(3, new Uint8Array(0))),
      'Tensors in segments: a: expected whole tensors',
    ],
    [
      'sequences as inputs',
      typed(11, message(4)),
      'Inputs and outputs of other types: v (sequence_type): expected tensors',
    ],
    [
      'inputs without a type',
      gemmGraph(message(11, text(1, 'v'))),
      'Inputs and outputs of other types: v (–): expected tensors',
    ],
    [
      'a graph without outputs',
      gemmGraph().slice(0, -1),
      'Graph without outputs: main: expected at least one',
    ],
  ])('%s', async (_, graph, sentence) => {
    await expect(open(graph)).rejects.toThrow(new RegExp(`^net.onnx: ${escaped(sentence)}$`));
  });

  it.each<[what: string, options: Parameters<typeof model>[1], sentence: string]>([
    ['IR version 11', { ir: 11 }, 'The file has IR version 11: expected 3 to 10'],
    ['IR version 2', { ir: 2 }, 'The file has IR version 2: expected 3 to 10'],
    ['opset 5', { opset: 5 }, 'The file has opset 5 of ai.onnx: expected one from 6 to 21'],
    ['opset 22', { opset: 22 }, 'The file has opset 22 of ai.onnx: expected one from 6 to 21'],
    [
      'two opsets',
      { more: [message(8, text(1, 'ai.onnx'), int(2, 12))] },
      'The file has opset 13, 12 of ai.onnx: expected one from 6 to 21',
    ],
    [
      'functions',
      { more: [message(25, text(1, 'Swish'))] },
      'Functions inside the file: Swish: expected operators of ai.onnx alone',
    ],
    ['training graphs', { more: [message(20)] }, 'Training graphs inside the file: 1: expected none'],
  ])('%s', async (_, options, sentence) => {
    await expect(open(gemmGraph(), options)).rejects.toThrow(new RegExp(`^net.onnx: ${escaped(sentence)}$`));
  });

  it('several kinds at once, a sentence each', async () => {
    const graph = gemmGraph(sparse, node('Loop', ['x'], ['z'], 'l'));
    await expect(open(graph)).rejects.toThrow(
      'net.onnx: Sparse initialisers: sp: expected dense ones. Nodes with graphs inside: l (Loop): expected',
    );
  });

  it('nodes that nothing runs beside those that cannot be read', async () => {
    const custom = node('Bogus', ['x'], ['c'], 'custom', text(7, 'com.example'));
    const graph = gemmGraph(node('If', ['x'], ['z'], 'branch'), node('Bogus', ['z'], ['v'], 'b'), custom);
    await expect(open(graph)).rejects.toThrow(
      /branch \(If\): expected a graph without.*other domains: custom \(com\.example\.Bogus\): .*Nodes with operators that cannot be run: b \(Bogus 13\)$/,
    );
  });

  it('shortens long lists', async () => {
    const loops = Array.from({ length: 102 }, (_, index) => node('Loop', [], [], `l${index}`));
    await expect(open(gemmGraph(...loops))).rejects.toThrow('l99 (Loop), … (+2): expected');
  });

  it('opens operator sets of other domains that no node uses (control)', async () => {
    const more = [message(8, text(1, 'ai.onnx.ml'), int(2, 3)), message(8, text(1, 'ai.onnx'), int(2, 13))];
    expect((await open(gemmGraph(), { more })).opset).toBe(13);
  });

  it('opens scalars and empty lists (control)', async () => {
    const { initializers } = await open([
      ...stored('scalar', 1, [], rawFloats(3)),
      initializer('roi', 1, [0], bytes(9, new Uint8Array(0))),
      initializer('none', 7, [0]),
    ]);
    expect(await initializers.get('scalar')!.read()).toEqual(Float32Array.of(3));
    expect(await initializers.get('roi')!.read()).toEqual(new Float32Array(0));
    expect(await initializers.get('none')!.read()).toEqual(new BigInt64Array(0));
  });
});

describe('external data', () => {
  const part = (name: string, ...entries: readonly Uint8Array[]) =>
    initializer(name, 1, [2], ...entries, int(14, 1));
  const at = (location: string, offset: string) => [
    external('location', location),
    external('offset', offset),
  ];
  const data = fileOf(new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer), 'weights.bin');
  const openWith = (graph: readonly Uint8Array[]) =>
    openOnnx(fileOf(model(graph)), [fileOf(new Uint8Array(8), 'other'), data]);

  it('is read from the files chosen with the model', async () => {
    const { initializers } = await openWith(
      gemmGraph(
        part('e', ...at('weights.bin', '8'), external('length', '8')),
        part('f', external('location', './data/weights.bin')),
      ),
    );
    expect(await initializers.get('e')!.read()).toEqual(Float32Array.of(3, 4));
    expect(await initializers.get('f')!.read()).toEqual(Float32Array.of(1, 2));
  });

  it('agrees with its digest', async () => {
    // sha1sum of the 16 bytes.
    const digest = 'c26df9440df999ae7d765499acd5ca855709702f';
    const graph = (said: string) =>
      gemmGraph(part('e', ...at('weights.bin', '0'), external('checksum', said)));
    const found = await openWith(graph('00')).catch((error: Error) => error.message);
    expect(found).toMatch(
      /^net.onnx: External data files with another SHA-1 digest than the model says: weights.bin \(\w{40} ≠ 00\)$/,
    );
    expect(found).toContain(digest);
    expect((await openWith(graph(digest.toUpperCase()))).initializers.size).toBe(3);
  });

  it.each<[what: string, tensors: readonly Uint8Array[], sentence: string]>([
    [
      'all missing files, each once',
      [part('e', ...at('a.bin', '0')), part('f', ...at('a.bin', '8')), part('g', ...at('b.bin', '0'))],
      'External data files that are missing: a.bin, b.bin: expected them together with the model',
    ],
    [
      'an end beyond the file',
      [part('e', ...at('weights.bin', '12'))],
      'Tensors with a wrong place in an external data file: e (weights.bin: offset 12, length 8, 16 bytes): expected a file name, and whole numbers within the file',
    ],
    [
      'an offset that is no number',
      [part('e', ...at('weights.bin', '-1'))],
      'Tensors with a wrong place in an external data file: e (weights.bin: offset -1, length 8, 16 bytes): expected a file name, and whole numbers within the file',
    ],
    [
      'a length that does not fit the shape',
      [part('e', ...at('weights.bin', '0'), external('length', '12'))],
      'Tensors whose stored bytes do not fit their shape (found ≠ expected): e [2] float32: 12 ≠ 8',
    ],
    [
      'values in both files',
      [part('e', ...at('weights.bin', '0'), rawFloats(1, 2))],
      'Tensors with values in several fields: e (raw_data, external_data): expected one field',
    ],
    [
      'no location',
      [part('e')],
      'Tensors with a wrong place in an external data file: e (location ""): expected a file name, and whole numbers within the file',
    ],
  ])('refuses %s', async (_, tensors, sentence) => {
    await expect(openWith(gemmGraph(...tensors))).rejects.toThrow(
      new RegExp(`^net.onnx: ${escaped(sentence)}$`),
    );
  });
});

function escaped(sentence: string): string {
  return sentence.replace(/[.*+?^$()[\]{}|]/g, '\\$&');
}
