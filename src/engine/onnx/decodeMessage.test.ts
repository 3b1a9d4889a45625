import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { concatenate } from '../inference/concatenate';
import { openOnnx } from './openOnnx';
import {
  attribute,
  bytes,
  fileOf,
  float,
  gemmGraph,
  int,
  message,
  model,
  node,
  text,
} from './writeOnnx.fake';

const whole = model(gemmGraph());

/** Opens bytes as a file and reads all tensors. */
async function openBytes(content: Uint8Array): Promise<void> {
  const { initializers } = await openOnnx(fileOf(content));
  for (const tensor of initializers.values()) await tensor.read();
}

const refusal = (content: Uint8Array) =>
  openBytes(content).then(
    () => 'opened',
    (error: Error) => error.message,
  );
const join = (...parts: readonly Uint8Array[]) => concatenate(parts);
const utf8 = (content: string) => new TextEncoder().encode(content);

describe('decodeMessage refuses', () => {
  it.each<[what: string, content: Uint8Array, sentence: string]>([
    [
      'a number that is cut short',
      Uint8Array.of(0x08, 0x88),
      'model ends inside the number at byte 1: the file is cut short or damaged',
    ],
    [
      'a number of 11 bytes',
      Uint8Array.of(0x08, ...Array(10).fill(0xff), 1, 0, 0),
      'model has a number of more than 10 bytes at byte 1: expected at most 10',
    ],
    [
      'a length beyond the end',
      whole.subarray(0, 40),
      `model has field 7 of ${whole.length - 20} bytes at byte 11: expected at most the 26 that are left, so the file is cut short or damaged`,
    ],
    [
      'a length beyond the end of the message around it',
      model([Uint8Array.of(0x0a, 40), text(2, 'g')]),
      'model.graph has field 1 of 40 bytes at byte 13: expected at most the 3 that are left, so the file is cut short or damaged',
    ],
    [
      'a length of 2^64 - 1',
      Uint8Array.of(0x3a, ...Array(9).fill(0xff), 1),
      'model has field 7 of 18446744073709552000 bytes at byte 0: expected at most the 0 that are left, so the file is cut short or damaged',
    ],
    [
      'another wire type',
      bytes(1, Uint8Array.of(8, 1, 0)),
      'model.ir_version at byte 2 has wire type 2: expected 0, as in an ONNX model',
    ],
    [
      'another wire type deep inside',
      model(gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('alpha', 1, int(2, 1))))),
      'model.graph.node[1].attribute[0].f at byte -10 has wire type 0: expected 5, as in an ONNX model',
    ],
    [
      'a wire type that does not exist',
      Uint8Array.of(0x0b, 0, 0),
      'model has field 1 of wire type 3 at byte 0: expected 0, 1, 2 or 5',
    ],
    ['field number 0', Uint8Array.of(0, 0), 'model has field number 0 at byte 0: expected 1 to 536870911'],
    [
      'a field that comes twice',
      join(int(1, 8), int(1, 8)),
      'model.ir_version at byte 3 comes a second time: expected one',
    ],
    [
      'a number past 2^53',
      int(1, 2n ** 53n),
      'model.ir_version at byte 1 is about 9007199254740992: expected at most 2^53',
    ],
    [
      'an attribute past 2^53 that is no end of int64',
      model(gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('i', 2, int(3, 2n ** 60n))))),
      'model.graph.node[1].attribute[0].i at byte -18 is about 1152921504606847000: expected at most 2^53',
    ],
    [
      'packed numbers that are cut short',
      model(gemmGraph(node('Elu', ['y'], ['z'], 'e', attribute('i', 6, bytes(7, new Uint8Array(5)))))),
      'model.graph.node[1].attribute[0].floats[0] ends inside the number at byte -10: the file is cut short or damaged',
    ],
    [
      'a text that is not UTF-8',
      join(int(1, 8), bytes(2, Uint8Array.of(0xff))),
      'model.producer_name at byte 4 is no UTF-8 text: expected one',
    ],
    ['a file without a graph', int(1, 8), 'The file has no graph: expected an ONNX model'],
    ['an empty file', new Uint8Array(0), 'The file is empty: expected an ONNX model'],
    [
      'a web page',
      utf8('\n<!doctype html><html>'),
      'The file is a web page, such as a server sends with an error: expected an ONNX model',
    ],
    ['a zip file', utf8('PK\x03\x04 and more'), 'The file is a zip file: expected an ONNX model, unpacked'],
    [
      'a gzip file',
      Uint8Array.of(0x1f, 0x8b, 8, 0),
      'The file is a gzip file: expected an ONNX model, unpacked',
    ],
    [
      'an HDF5 file',
      Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
      'The file is an HDF5 file: expected an ONNX model',
    ],
    [
      'a Git LFS pointer',
      utf8('version https://git-lfs.github.com/spec/v1'),
      'The file is a Git LFS pointer: expected the ONNX model that it stands for',
    ],
    [
      'a text',
      utf8('{"format": "layers-model"}'),
      'The file is text that starts with "{\\"format\\": \\"layers-model\\"}": expected an ONNX model',
    ],
  ])('%s', async (_, content, sentence) => {
    // Bytes below 0 count from the end.
    const wanted = sentence.replace(/byte (-\d+)/, (_, byte) => `byte ${content.length + Number(byte)}`);
    expect(await refusal(content)).toBe(`net.onnx: ${wanted}`);
  });

  it('the same in messages that are read field by field', async () => {
    const filler = message(10, new Uint8Array(70_000));
    const graph = (...last: readonly Uint8Array[]) => model(gemmGraph(filler, ...last));
    expect(await refusal(graph())).toBe('opened');
    expect(await refusal(graph(Uint8Array.of(0x0a, 40)))).toContain('model.graph has field 1 of 40 bytes');
    expect(await refusal(graph(int(2, 1)))).toContain('model.graph.name at byte 70173 has wire type 0');
    expect(await refusal(graph(text(2, 'again')))).toContain(
      'model.graph.name at byte 70174 comes a second time',
    );
    expect(await refusal(graph(bytes(2, Uint8Array.of(0xff))))).toContain('comes a second time');
    const name = bytes(2, new Uint8Array(2 ** 24 + 1));
    expect(await refusal(model([name]))).toContain(
      'model.graph.name at byte 21 has 16777217 bytes: expected at most 16777216',
    );
  });

  it('more fields than a network has', async () => {
    const nodes = new Uint8Array(2 * 500_001);
    for (let at = 0; at < nodes.length; at += 2) nodes[at] = 0x0a;
    expect(await refusal(model([nodes]))).toMatch(
      /The file has more than 500000 fields by byte \d+: expected fewer/,
    );
    const packed = attribute('ints', 7, bytes(8, new Uint8Array(500_001)));
    expect(await refusal(model([node('Elu', [], [], '', packed)]))).toContain('has more than 500000 fields');
  });

  it('a file that has changed since it was chosen', async () => {
    const unreadable = { size: 200, arrayBuffer: () => Promise.reject(new Error('NotReadable')) };
    const blob = Object.assign(new Blob([whole]), {
      slice: () => unreadable,
    });
    await expect(openOnnx({ name: 'gone.onnx', blob })).rejects.toThrow(
      'gone.onnx: A part of 200 bytes cannot be read: expected a file that has not changed since it was chosen, and enough memory',
    );
  });
});

describe('decodeMessage', () => {
  it('skips fields that it does not know, of every wire type', async () => {
    const unknown = [
      int(200, 2n ** 64n - 1n),
      float(201, 1),
      bytes(202, Uint8Array.of(1)),
      Uint8Array.of(0xd9, 0x0c, ...Array(8).fill(1)),
    ];
    expect(await refusal(model(gemmGraph(...unknown), { more: unknown }))).toBe('opened');
  });

  it('refuses every file that ends early', async () => {
    for (let length = 0; length < whole.length; length++) {
      // The last field is the set of operators.
      expect(await refusal(whole.subarray(0, length)), `${length} bytes`).toMatch(/^net.onnx: /);
    }
    expect(await refusal(whole)).toBe('opened');
  });

  it('opens mutations of a file or throws AssetError', async () => {
    const place = fc.nat({ max: whole.length - 1 });
    const edits = fc.array(fc.tuple(place, fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, place, fc.uint8Array({ maxLength: 4 }), async (changes, at, inserted) => {
        const mutated = whole.slice();
        for (const [index, byte] of changes) mutated[index] = byte;
        const content = join(mutated.subarray(0, at), inserted, mutated.subarray(at));
        await openBytes(content).catch((error) => {
          if (!(error instanceof AssetError)) throw error;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('opens bytes by chance or throws AssetError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
        await expect(openBytes(content)).rejects.toBeInstanceOf(AssetError);
      }),
      { numRuns: 500 },
    );
  });
});
