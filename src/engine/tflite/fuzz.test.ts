import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { numbers } from '../graph/networks.fake';
import { openGraph } from '../graph/openGraph';
import { openTflite } from './openTflite';
import { INT8, INT32, tfliteBytes } from './writeTflite.fake';

/** A file with tables, lists, words, several operators and settings. */
const BYTES = tfliteBytes({
  tensors: [
    { name: 'x', shape: [1, 6, 6, 2], signature: [-1, 6, 6, 2] },
    { name: 'k', shape: [3, 3, 3, 2], values: Float32Array.from(numbers(54, 1)) },
    { name: 'b', shape: [3], values: Float32Array.from(numbers(3, 2)) },
    { name: 'sum', shape: [1, 6, 6, 3] },
    { name: 'axes', shape: [2], type: INT32, values: Int32Array.of(1, 2) },
    { name: 'mean', shape: [1, 3] },
    {
      name: 'words',
      shape: [2, 3],
      type: INT8,
      values: Int8Array.of(1, 2, 3, 4, 5, 6),
      scales: [0.5, 0.25],
      zeroPoints: [0, 1],
    },
    { name: 'y', shape: [1, 2] },
  ],
  operators: [
    { code: 3, inputs: ['x', 'k', 'b'], outputs: ['sum'], options: [1, [1, 'int', 1], [2, 'int', 1]] },
    { code: 40, inputs: ['sum', 'axes'], outputs: ['mean'], options: [27, [0, 'bool', 0]] },
    { code: 9, inputs: ['mean', 'words'], outputs: ['y'], options: [8, [0, 'byte', 1]] },
  ],
});

/** Opens a file. True: it can be run or is refused in a sentence. */
async function isAnswered(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await openGraph(await openTflite({ name: 'net.tflite', blob: new Blob([bytes]) }));
    return true;
  } catch (error) {
    if (error instanceof AssetError) return true;
    throw error;
  }
}

const WORDS = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));

it('answers a file with changed bytes in a sentence', async () => {
  expect(await isAnswered(BYTES)).toBe(true);
  const change = fc.tuple(fc.nat(BYTES.length - 1), WORDS);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = BYTES.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return isAnswered(bytes);
    }),
    { numRuns: 1500, seed: 1 },
  );
});

it('answers a file with a changed word of 4 bytes in a sentence', async () => {
  const word = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31), 65_536));
  await fc.assert(
    fc.asyncProperty(fc.nat(BYTES.length / 4 - 1), word, async (at, value) => {
      const bytes = BYTES.slice();
      new DataView(bytes.buffer).setInt32(4 * at, value, true);
      return isAnswered(bytes);
    }),
    { numRuns: 1500, seed: 2 },
  );
});

it('refuses a file that is cut short at any byte', async () => {
  for (let length = 0; length < BYTES.length; length += 7)
    expect(await isAnswered(BYTES.slice(0, length))).toBe(true);
});
