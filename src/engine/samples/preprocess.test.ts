import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { parsePreprocessing } from '../../core/samples/preprocessingText';
import { resizePhoto } from '../datasets/photos/resizePhoto';
import { speechFeatures } from '../datasets/speech/features';
import { standardizeImages } from '../datasets/standardize';
import { preprocess } from './preprocess';
import type { RawSample } from './rawSamples';
import { makeRaw } from './rawSamples.fake';

/** Preprocesses one sample. */
async function inputOf(sample: Partial<RawSample>, text: string, wanted: readonly number[]) {
  const raw = makeRaw([{ rate: null, shape: [], values: new Uint8Array(), ...sample }]);
  return Array.from(await preprocess(raw, { first: 0, end: 1 }, parsePreprocessing(text), wanted));
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const ramp = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 37) % 256);
/** Two pixels of three colours. */
const COLOURS = { shape: [1, 2, 3], values: bytes(10, 20, 30, 40, 50, 60) };

describe('preprocess fits shapes', () => {
  test.each([
    ['an added channel', [2, 2], 'none', [2, 2, 1]],
    ['a flat input', [2, 2, 1], 'none', [4]],
    ['a flat sample', [4], 'none', [1, 2, 2]],
    ['a channel in front, of one', [1, 2, 2], 'none', [2, 2, 1]],
  ])('with %s', async (_, shape, text, wanted) => {
    expect(await inputOf({ shape, values: bytes(1, 2, 3, 4) }, text, wanted)).toEqual([1, 2, 3, 4]);
  });

  test('with channels first, also of flat samples', async () => {
    const planes = bytes(10, 40, 20, 50, 30, 60);
    const found = await inputOf({ shape: [3, 1, 2], values: planes }, 'layout=chw', [1, 2, 3]);
    expect(found).toEqual([10, 20, 30, 40, 50, 60]);
    expect(await inputOf({ shape: [6], values: planes }, 'layout=chw', [1, 2, 3])).toEqual(found);
    const series = await inputOf({ shape: [2, 3], values: bytes(1, 2, 3, 4, 5, 6) }, 'layout=chw', [3, 2]);
    expect(series).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test.each([
    [[2, 3], 'none', [3, 2], 'The samples have the shape [2, 3] after preprocessing: expected [3, 2]'],
    [[4, 3], 'none', [2, 2, 3], 'the shape [4, 3] after preprocessing: expected [2, 2, 3]'],
    [[6], 'none', [7], 'The samples have the shape [6] after preprocessing: expected [7]'],
    [[1, 2, 3], 'none', [3, 1, 2], 'the shape [1, 2, 3] after preprocessing: expected [3, 1, 2]'],
    [[1, 2, 3], 'resize=4x4', [3, 3, 3], 'the shape [4, 4, 3] after preprocessing: expected [3, 3, 3]'],
    [
      [1, 2, 3],
      'crop=2',
      [2, 2, 3],
      'A picture has 1 x 2 pixels before it is cropped: expected at least 2 x 2',
    ],
    [[6], 'order=bgr', [6], 'cannot be applied to samples of the shape [6]: expected pictures'],
    [[6], 'layout=chw', [7], 'layout=chw cannot be applied to samples of the shape [6]'],
    [
      [1, 1, 6],
      'order=rgb',
      [1, 1, 3],
      'order=rgb cannot be applied to samples of the shape [1, 1, 6]: expected 1 to 4',
    ],
    [[6, 1, 1], 'order=bgr', [6, 1, 2], 'the shape [6, 1, 3] after preprocessing: expected [6, 1, 2]'],
    [[6, 1], 'order=grey,mean=1:2,std=1', [6, 1], 'The part mean= has 2 numbers: expected 1 or 1'],
    [[6], 'mean=1:2,std=1', [6], 'The part mean= has 2 numbers: expected 1 or 6'],
    [
      [6],
      'audio=mfcc',
      [254, 39],
      'audio=mfcc cannot be applied to samples of the shape [6]: expected recordings',
    ],
  ])('or refuses %j with %s for %j', async (shape, text, wanted, message) => {
    const values = ramp(shape.reduce((product, length) => product * length, 1));
    const found = inputOf({ shape, values }, text, wanted);
    await expect(found).rejects.toThrow(AssetError);
    await expect(found).rejects.toThrow(message);
  });

  test('names the file and the place of a sample that does not fit', async () => {
    const raw = makeRaw([COLOURS, { ...COLOURS, shape: [3, 2] }]);
    const found = preprocess(raw, { first: 0, end: 2 }, parsePreprocessing('none'), [1, 2, 3]);
    await expect(found).rejects.toThrow('samples, sample 1: The samples have the shape [3, 2]');
  });
});

describe('preprocess orders colours', () => {
  test.each([
    ['stored', COLOURS, 'none', [1, 2, 3], [10, 20, 30, 40, 50, 60]],
    ['blue first', COLOURS, 'order=bgr', [1, 2, 3], [30, 20, 10, 60, 50, 40]],
    // 0.299, 0.587 and 0.114 of each: 18.15 and 48.61.
    ['grey', { ...COLOURS, values: bytes(10, 20, 30, 40, 50, 64) }, 'order=grey', [1, 2, 1], [18, 49]],
    ['grey of opacity', { shape: [1, 2, 2], values: bytes(5, 255, 9, 0) }, 'order=grey', [1, 2], [5, 9]],
    ['colours of grey', { shape: [1, 2], values: bytes(5, 9) }, 'order=rgb', [1, 2, 3], [5, 5, 5, 9, 9, 9]],
    [
      'colours of grey with opacity',
      { shape: [1, 2, 2], values: bytes(5, 255, 9, 0) },
      'order=bgr',
      [1, 2, 3],
      [5, 5, 5, 9, 9, 9],
    ],
    ['colours of four', { shape: [1, 1, 4], values: bytes(1, 2, 3, 99) }, 'order=bgr', [1, 1, 3], [3, 2, 1]],
  ] as const)('%s', async (_, sample, text, wanted, values) => {
    expect(await inputOf(sample, text, wanted)).toEqual(values);
  });

  test('with the mean of each channel in the order of the input', async () => {
    const found = await inputOf(COLOURS, 'order=bgr,mean=30:0:0,std=1:2:1', [1, 2, 3]);
    expect(found).toEqual([0, 10, 10, 30, 25, 40]);
  });

  test('grey of floats is not rounded', async () => {
    const values = Float32Array.of(0.5, 0.25, 0.125);
    const [grey] = await inputOf({ shape: [1, 1, 3], values }, 'order=grey', [1, 1, 1]);
    expect(grey).toBeCloseTo((19595 * 0.5 + 38470 * 0.25 + 7471 * 0.125) / 65536, 6);
  });
});

describe('preprocess resizes pictures', () => {
  const photo = { width: 9, height: 6, pixels: ramp(9 * 6 * 3) };
  const sample = { shape: [6, 9, 3], values: photo.pixels };

  test('as photos of the catalogue: shorter side, then the centre', async () => {
    const found = await inputOf(sample, 'resize=4,crop=3', [3, 3, 3]);
    expect(found).toEqual(Array.from(resizePhoto(photo, { width: 6, height: 4, side: 3 })));
  });

  test('to a height and a width', async () => {
    const found = await inputOf(sample, 'resize=4x4', [4, 4, 3]);
    expect(found).toEqual(Array.from(resizePhoto(photo, { width: 4, height: 4, side: 4 })));
    // Of 2 x 1 grey pixels: height 1, width 4.
    const wide = await inputOf({ shape: [1, 2], values: bytes(0, 100) }, 'resize=1x4', [1, 4]);
    expect(wide).toEqual([0, 25, 75, 100]);
  });

  test('crops without resizing', async () => {
    const found = await inputOf(
      { shape: [3, 3], values: bytes(1, 2, 3, 4, 5, 6, 7, 8, 9) },
      'crop=1x3',
      [1, 3],
    );
    expect(found).toEqual([4, 5, 6]);
  });

  test('of 16 bits to whole numbers, of floats without rounding', async () => {
    const deep = await inputOf({ shape: [1, 2], values: Uint16Array.of(0, 65_535) }, 'resize=1x4', [1, 4]);
    expect(deep).toEqual([0, 16_384, 49_151, 65_535]);
    const floats = await inputOf({ shape: [1, 2], values: Float32Array.of(0, -0.5) }, 'resize=1x4', [1, 4]);
    expect(floats).toEqual([0, -0.125, -0.375, -0.5]);
  });
});

describe('preprocess scales values', () => {
  test.each([
    ['none', [0, 51, 255]],
    ['divide=255', [0, Math.fround(0.2), 1]],
    ['divide=127.5,mean=1,std=1', [-1, Math.fround(51 / 127.5 - 1), 1]],
    ['divide=255,mean=0.2,std=0.4', [-0.5, 0, 2].map(Math.fround)],
  ])('%s', async (text, values) => {
    expect(await inputOf({ shape: [3], values: bytes(0, 51, 255) }, text, [3])).toEqual(values);
  });

  test('each sample by itself as the pictures of the catalogue, and floats alike', async () => {
    const values = ramp(12);
    const found = await inputOf({ shape: [12], values }, 'divide=255,each=sample', [12]);
    expect(found).toEqual(Array.from(standardizeImages(values, 12)));
    const floats = await inputOf(
      { shape: [12], values: Float32Array.from(values) },
      'divide=255,each=sample',
      [12],
    );
    floats.forEach((value, at) => {
      expect(value).toBeCloseTo(found[at]!, 6);
    });
    const flat = await inputOf({ shape: [4], values: Float32Array.of(3, 3, 3, 3) }, 'each=sample', [4]);
    expect(flat).toEqual([0, 0, 0, 0]);
  });

  test('refuses values that are not finite, with their place', async () => {
    const sample = { shape: [2], values: Float32Array.of(1, Number.NaN), rate: null };
    const raw = makeRaw([{ ...sample, values: Float32Array.of(1, 2) }, sample, sample]);
    const found = preprocess(raw, { first: 1, end: 3 }, parsePreprocessing('divide=2'), [2]);
    await expect(found).rejects.toThrow(
      'samples: Value 1 of sample 1 is NaN, scaled to NaN: expected a finite number',
    );
    const large = inputOf({ shape: [1], values: Float64Array.of(1e39) }, 'none', [1]);
    await expect(large).rejects.toThrow('is 1e+39, scaled to Infinity');
  });
});

describe('preprocess takes recordings', () => {
  const values = Float32Array.from({ length: 4000 }, (_, at) => Math.sin(at / 5));

  test('as the features of the catalogue', async () => {
    const found = await inputOf({ shape: [4000], values, rate: 8000 }, 'audio=mfcc', [254, 39]);
    expect(found).toEqual(Array.from(speechFeatures(values)));
  });

  test('as they are', async () => {
    const found = await inputOf({ shape: [4000], values, rate: 8000 }, 'none', [4000, 1]);
    expect(found).toEqual(Array.from(values));
  });
});

test('preprocess reads ranges, many samples at once or one by one', async () => {
  const samples = Array.from({ length: 5 }, (_, index) => ({ shape: [2], values: bytes(index, 9) }));
  const range = { first: 1, end: 4 };
  const expected = [1, 9, 2, 9, 3, 9];
  const preprocessing = parsePreprocessing('none');
  const raw = makeRaw(samples);
  expect(Array.from(await preprocess(raw, range, preprocessing, [2]))).toEqual(expected);
  const open = { ...raw, shape: [null] };
  expect(Array.from(await preprocess(open, range, preprocessing, [2]))).toEqual(expected);
  expect(await preprocess(raw, { first: 2, end: 2 }, preprocessing, [2])).toHaveLength(0);
  const many = { ...raw, numSamples: 1e9, read: async () => raw.read(0, 1) };
  const huge = preprocess(many, { first: 0, end: 1e9 }, preprocessing, [2]);
  await expect(huge).rejects.toThrow(
    '1000000000 inputs have 2000000000 bytes: expected at most 1073741824 at once',
  );
});
