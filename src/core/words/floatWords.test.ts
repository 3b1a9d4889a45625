import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decodeFloat, encodeFloat, exponentOf, FLOAT_LAYOUTS, floatBits, largestFloat } from './floatWords';

/** Values of the words 0x00 to 0x7f, worked out apart from the code under test. */
const E4M3 = [
  0,
  0.001953125,
  0.00390625,
  0.005859375,
  0.0078125,
  0.009765625,
  0.01171875,
  0.013671875,
  0.015625,
  0.017578125,
  0.01953125,
  0.021484375,
  0.0234375,
  0.025390625,
  0.02734375,
  0.029296875,
  0.03125,
  0.03515625,
  0.0390625,
  0.04296875,
  0.046875,
  0.05078125,
  0.0546875,
  0.05859375,
  0.0625,
  0.0703125,
  0.078125,
  0.0859375,
  0.09375,
  0.1015625,
  0.109375,
  0.1171875,
  0.125,
  0.140625,
  0.15625,
  0.171875,
  0.1875,
  0.203125,
  0.21875,
  0.234375,
  0.25,
  0.28125,
  0.3125,
  0.34375,
  0.375,
  0.40625,
  0.4375,
  0.46875,
  0.5,
  0.5625,
  0.625,
  0.6875,
  0.75,
  0.8125,
  0.875,
  0.9375,
  1,
  1.125,
  1.25,
  1.375,
  1.5,
  1.625,
  1.75,
  1.875,
  2,
  2.25,
  2.5,
  2.75,
  3,
  3.25,
  3.5,
  3.75,
  4,
  4.5,
  5,
  5.5,
  6,
  6.5,
  7,
  7.5,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
  18,
  20,
  22,
  24,
  26,
  28,
  30,
  32,
  36,
  40,
  44,
  48,
  52,
  56,
  60,
  64,
  72,
  80,
  88,
  96,
  104,
  112,
  120,
  128,
  144,
  160,
  176,
  192,
  208,
  224,
  240,
  256,
  288,
  320,
  352,
  384,
  416,
  448,
  NaN,
];
const E5M2 = [
  0,
  1.52587890625e-5,
  3.0517578125e-5,
  4.57763671875e-5,
  6.103515625e-5,
  7.62939453125e-5,
  9.1552734375e-5,
  0.0001068115234375,
  0.0001220703125,
  0.000152587890625,
  0.00018310546875,
  0.000213623046875,
  0.000244140625,
  0.00030517578125,
  0.0003662109375,
  0.00042724609375,
  0.00048828125,
  0.0006103515625,
  0.000732421875,
  0.0008544921875,
  0.0009765625,
  0.001220703125,
  0.00146484375,
  0.001708984375,
  0.001953125,
  0.00244140625,
  0.0029296875,
  0.00341796875,
  0.00390625,
  0.0048828125,
  0.005859375,
  0.0068359375,
  0.0078125,
  0.009765625,
  0.01171875,
  0.013671875,
  0.015625,
  0.01953125,
  0.0234375,
  0.02734375,
  0.03125,
  0.0390625,
  0.046875,
  0.0546875,
  0.0625,
  0.078125,
  0.09375,
  0.109375,
  0.125,
  0.15625,
  0.1875,
  0.21875,
  0.25,
  0.3125,
  0.375,
  0.4375,
  0.5,
  0.625,
  0.75,
  0.875,
  1,
  1.25,
  1.5,
  1.75,
  2,
  2.5,
  3,
  3.5,
  4,
  5,
  6,
  7,
  8,
  10,
  12,
  14,
  16,
  20,
  24,
  28,
  32,
  40,
  48,
  56,
  64,
  80,
  96,
  112,
  128,
  160,
  192,
  224,
  256,
  320,
  384,
  448,
  512,
  640,
  768,
  896,
  1024,
  1280,
  1536,
  1792,
  2048,
  2560,
  3072,
  3584,
  4096,
  5120,
  6144,
  7168,
  8192,
  10240,
  12288,
  14336,
  16384,
  20480,
  24576,
  28672,
  32768,
  40960,
  49152,
  57344,
  Infinity,
  NaN,
  NaN,
  NaN,
];

describe('decodeFloat', () => {
  it.each([
    ['fp8e4m3', E4M3],
    ['fp8e5m2', E5M2],
  ] as const)('reads all words of %s', (name, values) => {
    expect(values).toHaveLength(128);
    for (const [word, value] of values.entries()) {
      expect(decodeFloat(word, FLOAT_LAYOUTS[name])).toBe(value);
      expect(decodeFloat(word + 128, FLOAT_LAYOUTS[name])).toBe(-value);
    }
  });

  // OCP Microscaling Formats v1.0, Sec. 5.3: largest, smallest normal and smallest subnormal.
  it.each([
    ['fp6e3m2', 28, 0.25, 0.0625],
    ['fp6e2m3', 7.5, 1, 0.125],
    ['fp4e2m1', 6, 1, 0.5],
    ['fp8e4m3', 448, 2 ** -6, 2 ** -9],
    ['fp8e5m2', 57344, 2 ** -14, 2 ** -16],
    ['fp16', 65504, 2 ** -14, 2 ** -24],
    ['bf16', (2 - 2 ** -7) * 2 ** 127, 2 ** -126, 2 ** -133],
    ['fp32', (2 - 2 ** -23) * 2 ** 127, 2 ** -126, 2 ** -149],
  ] as const)('has the extremes of %s', (name, largest, normal, subnormal) => {
    const layout = FLOAT_LAYOUTS[name];
    expect(largestFloat(layout)).toBe(largest);
    expect(decodeFloat(2 ** layout.mantissaBits, layout)).toBe(normal);
    expect(decodeFloat(1, layout)).toBe(subnormal);
  });

  it('reads words of fp32 as the machine does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (word) => {
        const machine = new Float32Array(Uint32Array.of(word).buffer)[0]!;
        expect(decodeFloat(word, FLOAT_LAYOUTS.fp32)).toBe(machine);
      }),
    );
  });
});

describe('encodeFloat', () => {
  const names = ['fp16', 'bf16', 'fp8e4m3', 'fp8e5m2', 'fp6e3m2', 'fp6e2m3', 'fp4e2m1'] as const;

  it.each(names)('undoes decodeFloat for every finite word of %s', (name) => {
    const layout = FLOAT_LAYOUTS[name];
    for (let word = 0; word < 2 ** floatBits(layout); word++) {
      const value = decodeFloat(word, layout);
      if (Number.isFinite(value)) expect(encodeFloat(value, layout)).toBe(word);
    }
  });

  it.each(names)('gives the nearest word of %s, ties to the even one, and saturates', (name) => {
    const layout = FLOAT_LAYOUTS[name];
    const half = 2 ** (floatBits(layout) - 1);
    const values = Array.from({ length: half }, (_, word) => decodeFloat(word, layout)).filter(
      Number.isFinite,
    );
    for (let word = 0; word + 1 < Math.min(values.length, 5000); word++) {
      const [low, high] = [values[word]!, values[word + 1]!];
      const middle = (low + high) / 2;
      expect(encodeFloat(middle, layout)).toBe(word % 2 === 0 ? word : word + 1);
      expect(encodeFloat(-middle, layout)).toBe(half + (word % 2 === 0 ? word : word + 1));
      expect(encodeFloat(low + (high - low) * 0.4999, layout)).toBe(word);
      expect(encodeFloat(low + (high - low) * 0.5001, layout)).toBe(word + 1);
    }
    expect(encodeFloat(1e300, layout)).toBe(values.length - 1);
    expect(encodeFloat(-Infinity, layout)).toBe(half + values.length - 1);
    expect(encodeFloat(Number.NaN, layout)).toBe(0);
    expect(encodeFloat(-0, layout)).toBe(half);
  });

  it('rounds to fp32 as the machine does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -3e38, max: 3e38 }), (value) => {
        const word = new Uint32Array(Float32Array.of(value).buffer)[0]!;
        expect(encodeFloat(value, FLOAT_LAYOUTS.fp32)).toBe(word);
      }),
    );
  });
});

test.each([
  [1, 0],
  [1.999, 0],
  [2, 1],
  [0.75, -1],
  [2 ** -126, -126],
  [0, -1023],
])('exponentOf(%d) is %d', (value, exponent) => expect(exponentOf(value)).toBe(exponent));
