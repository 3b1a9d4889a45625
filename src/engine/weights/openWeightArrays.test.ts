import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { openWeightArrays } from './openWeightArrays';
import { npz, safetensors, withHeader } from './writeWeights.fake';

describe('openWeightArrays', () => {
  it('reads floats of 32 and 16 bits and whole numbers of safetensors', async () => {
    const arrays = await openWeightArrays(
      safetensors({
        'fc.weight': { shape: [2, 1], values: Float32Array.of(0.1, -2) },
        half: { shape: [2], values: Uint16Array.of(0x3c00, 0xc500), type: 'F16' },
        brain: { shape: [3], values: Uint16Array.of(0x3f80, 0xc0a0, 0x3fc0), type: 'BF16' },
        steps: { shape: [], values: Int32Array.of(7), type: 'I32' },
      }),
    );
    expect(arrays.map(({ name, shape, type }) => [name, shape, type])).toEqual([
      ['fc.weight', [2, 1], 'float32'],
      ['half', [2], 'float16'],
      ['brain', [3], 'bfloat16'],
      ['steps', [], 'int32'],
    ]);
    const values = await Promise.all(arrays.map(({ read }) => read()));
    expect(values).toEqual([
      Float32Array.of(0.1, -2),
      Float32Array.of(1, -5),
      Float32Array.of(1, -5, 1.5),
      Float32Array.of(7),
    ]);
  });

  it('reads the arrays of a .npz by their names, without counters', async () => {
    const arrays = await openWeightArrays(
      npz({
        'fc/kernel': { shape: [1, 2], values: Float32Array.of(3, 4) },
        count: { shape: [], values: Int32Array.of(1), type: '<i4' },
        half: { shape: [1], values: Uint16Array.of(0x3800), type: '<f2' },
      }),
    );
    expect(arrays.map(({ name, shape }) => [name, shape])).toEqual([
      ['fc/kernel', [1, 2]],
      ['half', [1]],
    ]);
    expect(await arrays[0]!.read()).toEqual(Float32Array.of(3, 4));
    expect(await arrays[1]!.read()).toEqual(Float32Array.of(0.5));
  });

  const entry = (fields: object) => JSON.stringify({ w: fields });
  const values = [{ shape: [2], values: Float32Array.of(1, 2) }];
  it.each<[string, string, string]>([
    ['text that is no JSON', '{"w": ', 'The header is no JSON'],
    [
      'an unknown type',
      entry({ dtype: 'F4', shape: [2], data_offsets: [0, 8] }),
      'described as {"dtype":"F4"',
    ],
    [
      'a type of JavaScript',
      entry({ dtype: 'toString', shape: [2], data_offsets: [0, 8] }),
      'Tensor w is described',
    ],
    [
      'a length that is no number',
      entry({ dtype: 'F32', shape: [-2], data_offsets: [0, 8] }),
      'Tensor w is described',
    ],
    [
      'a place behind the file',
      entry({ dtype: 'F32', shape: [2], data_offsets: [4, 12] }),
      'bytes 4 to 12 of 8: expected 8 bytes for float32 [2]',
    ],
    [
      'another size',
      entry({ dtype: 'F32', shape: [1], data_offsets: [0, 8] }),
      'bytes 0 to 8 of 8: expected 4 bytes for float32 [1]',
    ],
    ['no tensor', '{"w": 3}', 'Tensor w is described as 3'],
  ])('refuses a header with %s', async (_, header, message) => {
    const opening = openWeightArrays(withHeader(header, values));
    await expect(opening).rejects.toThrow(AssetError);
    await expect(openWeightArrays(withHeader(header, values))).rejects.toThrow(message);
  });

  it('refuses another file', async () => {
    const opening = openWeightArrays({ name: 'w.h5', blob: new Blob(['\x89HDF']) });
    await expect(opening).rejects.toThrow('w.h5: The file holds no weights: expected safetensors or .npz');
  });

  it('refuses a header that is longer than the file', async () => {
    const blob = new Blob([new BigUint64Array([99n]), '{}']);
    await expect(openWeightArrays({ name: 'w', blob })).rejects.toThrow(
      'The header has 99 bytes: expected 1 to 2',
    );
  });
});
