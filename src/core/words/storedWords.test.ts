import { describe, expect, it, test } from 'vitest';
import { type CodedFormat, parseNumberFormat, wordBits } from './numberFormat';
import { unpackWord, wordPlace } from './packing';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from './qformat';
import { numScales, scaleGroups, scaleIndex, scaleSpan, storedScale } from './scales';
import { storeWords, wordValue } from './storedWords';
import { wordCodec } from './wordValues';

const coded = (name: string) => parseNumberFormat(name) as CodedFormat;

function store(name: string, values: readonly number[], shape = [values.length], outputAxis = 0) {
  const format = coded(name);
  const groups = scaleGroups(scaleSpan(format), shape, { first: outputAxis, end: outputAxis + 1 });
  const stored = storeWords(Float32Array.from(values), format, groups);
  const words = values.map((_, index) => {
    const { laneIndex, slot } = wordPlace(index, wordBits(format));
    return unpackWord(stored.lanes[laneIndex]!, slot, wordBits(format));
  });
  return { ...stored, words };
}

describe('scaleIndex', () => {
  // By hand: kernels of 8 inputs and 2 outputs have 72 words an output: blocks of 32, 32 and 8.
  it.each([
    [[3, 3, 8, 2], 3],
    [[2, 8, 3, 3], 0],
    [[8, 2, 9], 1],
  ])('counts blocks of 32 along all axes but the outputs, in the order of %j', (shape, outputAxis) => {
    const groups = scaleGroups('block', shape, { first: outputAxis, end: outputAxis + 1 });
    expect(numScales(groups)).toBe(6);
    const sizes = new Array(6).fill(0);
    let before = [-1, -1];
    for (let word = 0; word < 144; word++) {
      const group = scaleIndex(word, groups);
      sizes[group]++;
      // Within an output, groups come in the order of the words.
      const output = Math.floor(group / 3);
      expect(group).toBeGreaterThanOrEqual(before[output]!);
      before = before.with(output, group);
    }
    expect(sizes).toEqual([32, 32, 8, 32, 32, 8]);
  });

  it('has a scale for each output column of a dense kernel, and each row of a transposed one', () => {
    const columns = scaleGroups('channel', [4, 3], { first: 1, end: 2 });
    expect(Array.from({ length: 6 }, (_, word) => scaleIndex(word, columns))).toEqual([0, 1, 2, 0, 1, 2]);
    const rows = scaleGroups('channel', [3, 4], { first: 0, end: 1 });
    expect(Array.from({ length: 6 }, (_, word) => scaleIndex(word, rows))).toEqual([0, 0, 0, 0, 1, 1]);
  });
});

describe('storeWords', () => {
  it('stores int8 as two’s complement around 0, with the float32 scale of the largest magnitude', () => {
    const { words, scales, values } = store('int8', [127, -127, 0.5, 1.5, -1.5, -2.5, -0]);
    expect([...scales]).toEqual([1]);
    expect(words.map((word) => (word > 127 ? word - 256 : word))).toEqual([127, -127, 0, 2, -2, -2, 0]);
    expect([...values]).toEqual([127, -127, 0, 2, -2, -2, 0]);
    const third = store('int8', [1 / 3, -0.1]);
    const scale = Math.fround(Math.fround(1 / 3) / 127);
    expect([...third.scales]).toEqual([scale]);
    expect(third.values[1]).toBe(Math.fround(-38 * scale));
  });

  it('never writes the lowest integer word, and gives zeros the scale 1', () => {
    expect(store('int4', [7, -7, 3.5, 2.5]).words).toEqual([7, 16 - 7, 4, 2]);
    expect([...store('int8/c', [0, 0, 5, -10], [2, 2], 1).scales]).toEqual([
      Math.fround(5 / 127),
      Math.fround(10 / 127),
    ]);
    expect([...store('int8/c', [0, 5, 0, -10], [2, 2], 1).scales]).toEqual([1, Math.fround(10 / 127)]);
  });

  it('stores mxint8 with scale 1 as Q2.6, bit for bit', () => {
    const layout = wordLayout(parseQFormat('Q2.6'), 'twosComplement');
    const values = Array.from({ length: 32 }, (_, index) => Math.fround((index - 16) / 8.1));
    const { words, scales } = store('mxint8', values, [32, 1], 1);
    expect([...scales]).toEqual([1]);
    expect(words).toEqual(values.map((value) => quantizeWord(value, layout)));
  });

  it('stores int16 with scale 2^-13 as Q3.13, but for the lowest word', () => {
    const layout = wordLayout(parseQFormat('Q3.13'), 'twosComplement');
    const { decode } = wordCodec(coded('int16'));
    for (let word = 0; word < 2 ** 16; word++)
      if (word !== 2 ** 15) expect(wordValue(decode(word), 2 ** -13)).toBe(dequantizeWord(word, layout));
  });

  it('gives a block of mxfp4 the power of two below its largest magnitude, over 4', () => {
    // 5 lies in [4, 8), so the scale is 1. 5 is a tie of 4 and 6, and 0.25 one of 0 and 0.5.
    const { words, scales, values } = store('mxfp4', [5, -0.7, 0.25], [3, 1], 1);
    expect([...scales]).toEqual([1]);
    expect(words).toEqual([6, 9, 0]);
    expect([...values]).toEqual([4, -0.5, 0]);
    expect([...store('mxfp4', [100, 1], [2, 1], 1).scales]).toEqual([16]);
  });

  it('saturates a value between the largest element and the next power of two', () => {
    // 2^8 · 1.99 is above 448: E4M3 has no larger number at scale 1.
    expect(store('mxfp8e4m3', [509]).values[0]).toBe(448);
  });
});

test.each([
  ['mxfp8e4m3', 1, 127 - 8],
  ['mxfp8e5m2', 1, 127 - 15],
  ['mxfp4', 3.99, 127 - 1],
  ['mxint8', 1.5, 127],
  ['mxint8', 0, 0],
  ['mxfp8e5m2', 1e-38, 0],
  ['int8', 0, 1],
  ['fp8e4m3/c', 896, 2],
  ['fp8e4m3', 896, 1],
])('storedScale of %s for values up to %d is %d', (name, largest, scale) =>
  expect(storedScale(coded(name), largest)).toBe(scale),
);

// Known answer (docs/known-answers.md): the mean square change of an integer word.
test('the mean square change of a random flip in int8 is s²(4^8 - 1)/(3·8)', () => {
  const { decode } = wordCodec(coded('int8'));
  const scale = 0.0123;
  let sum = 0;
  for (let word = 0; word < 256; word++)
    for (let bit = 0; bit < 8; bit++) sum += (scale * (decode(word ^ (1 << bit)) - decode(word))) ** 2;
  expect(sum / (256 * 8) / ((scale ** 2 * (4 ** 8 - 1)) / (3 * 8))).toBeCloseTo(1, 12);
});

test.each([
  ['bf16', 128],
  ['fp16', 16],
])('the top exponent bit of %s alone scales a value by 2^±%d', (name, power) => {
  const { width, encode, decode } = wordCodec(coded(name));
  const word = encode(0.75);
  expect(decode(word ^ (1 << (width - 2))) / 0.75).toBe(2 ** power);
  const large = encode(6);
  expect(decode(large ^ (1 << (width - 2))) / 6).toBe(2 ** -power);
});

describe('wordValue', () => {
  it('is null for Infinity and NaN, also if the product exceeds float32, and 0 below its normal numbers', () => {
    expect(wordValue(Number.NaN, 1)).toBeNull();
    expect(wordValue(Infinity, 1)).toBeNull();
    expect(wordValue(448, 2 ** 120)).toBeNull();
    expect(wordValue(1, 2 ** -127)).toBe(0);
    expect(wordValue(-1, 2 ** -126)).toBe(-(2 ** -126));
  });
});
