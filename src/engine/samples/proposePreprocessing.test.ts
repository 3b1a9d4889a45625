import { describe, expect, test } from 'vitest';
import { formatPreprocessing, parsePreprocessing } from '../../core/samples/preprocessingText';
import { preprocess } from './preprocess';
import { type Classify, proposeClasses, proposePreprocessing } from './proposePreprocessing';
import type { RawSamples } from './rawSamples';
import { makeRaw } from './rawSamples.fake';

const NUM_SAMPLES = 30;

/** Makes pictures whose values are pseudo-random bytes. */
function pictures(
  shape: readonly number[],
  changes: Partial<RawSamples> = {},
  numSamples = NUM_SAMPLES,
): RawSamples {
  const size = shape.reduce((a, b) => a * b, 1);
  const samples = Array.from({ length: numSamples }, (_, sample) => ({
    shape,
    values: Uint8Array.from({ length: size }, (_, at) => ((sample * size + at + 1) * 2_654_435_761) >>> 24),
  }));
  const labels = Int32Array.from(samples, (_, index) => index % 3);
  return makeRaw(samples, { labels, ...changes });
}

/**
 * Makes a network that is right where its input is what `text` gives, and else answers a class that
 * no sample has.
 */
async function networkFor(raw: RawSamples, text: string, shape: readonly number[], labels = raw.labels!) {
  const right = await preprocess(raw, { first: 0, end: raw.numSamples }, parsePreprocessing(text), shape);
  const size = shape.reduce((a, b) => a * b, 1);
  let numRuns = 0;
  const classify: Classify = async (inputs, numSamples) => {
    numRuns++;
    return Array.from({ length: numSamples }, (_, index) => {
      const own = inputs.subarray(index * size, (index + 1) * size);
      const isRight = own.every((value, at) => Math.abs(value - right[index * size + at]!) < 1e-4);
      return isRight ? labels[index]! : null;
    });
  };
  return { classify, runs: () => numRuns };
}

describe('proposePreprocessing', () => {
  test.each([
    ['divide=255', [4, 4, 1], [4, 4]],
    ['divide=127.5,mean=1,std=1', [4, 4, 1], [4, 4]],
    ['none', [4, 4, 1], [4, 4]],
    ['divide=255,each=sample', [4, 4, 1], [4, 4]],
    ['divide=255,mean=0.1307,std=0.3081', [4, 4, 1], [4, 4]],
    ['divide=255,mean=0.485:0.456:0.406,std=0.229:0.224:0.225', [2, 2, 3], [2, 2, 3]],
    ['order=bgr,mean=103.939:116.779:123.68,std=1', [2, 2, 3], [2, 2, 3]],
    ['order=bgr,divide=255', [2, 2, 3], [2, 2, 3]],
    ['layout=chw,divide=255', [2, 2, 3], [3, 2, 2]],
    ['order=grey,divide=255', [4, 4, 1], [4, 4, 3]],
    ['resize=2x2,divide=255', [2, 2, 3], [5, 4, 3]],
    ['layout=chw,divide=255', [2, 2, 3], [12]],
    ['divide=255', [16], [4, 4]],
  ])('finds %s for the input %j of samples %j', async (text, shape, stored) => {
    const raw = pictures(stored);
    const { classify } = await networkFor(raw, text, shape);
    const found = await proposePreprocessing(raw, { shape, numClasses: 3 }, classify);
    expect(formatPreprocessing(found.preprocessing)).toBe(text);
    expect(found.tried[0]!.numErrors).toBe(0);
    expect(found.tried.at(-1)!.numErrors).toBe(NUM_SAMPLES);
    expect(found.numSamples).toBe(NUM_SAMPLES);
  });

  test('says the runner-up and the counts', async () => {
    const raw = pictures([4, 4]);
    const { classify } = await networkFor(raw, 'divide=255', [4, 4, 1]);
    const { reasons, tried } = await proposePreprocessing(raw, { shape: [4, 4, 1], numClasses: 3 }, classify);
    expect(reasons).toEqual([
      `Of ${tried.length} ways tried on 30 samples, divide=255 has the fewest errors: 0`,
      'Next is divide=127.5,mean=1,std=1 with 30',
    ]);
  });

  test('takes the more usual of equal ones, and says that they are equal', async () => {
    const raw = pictures([4, 4]);
    const classify: Classify = async (_, numSamples) => new Array(numSamples).fill(0);
    const found = await proposePreprocessing(raw, { shape: [4, 4, 1], numClasses: 3 }, classify);
    expect(formatPreprocessing(found.preprocessing)).toBe('divide=255');
    expect(found.reasons[1]).toMatch(/has as many, so that these samples do not decide between them$/);
  });

  test('finds the order of the classes with the same runs', async () => {
    // Numbered folders, whose names sort to 1, 10, 2, for a network that counts from 0.
    const raw = pictures([4, 4], { labelsAre: 'names', classNames: ['1', '10', '2'] });
    const own = raw.labels!.map((label) => [1, 10, 2][label]!);
    const { classify, runs } = await networkFor(raw, 'divide=255', [4, 4, 1], own);
    const found = await proposePreprocessing(raw, { shape: [4, 4, 1], numClasses: 11 }, classify);
    expect(formatPreprocessing(found.preprocessing)).toBe('divide=255,classes=numbers');
    expect(found.tried).toHaveLength(3 * runs());
  });

  test('looks at samples spread over the whole set', async () => {
    const raw = pictures([4, 4], {}, 1000);
    const numbers: number[] = [];
    const seen = {
      ...raw,
      read(first: number, end: number) {
        numbers.push(first);
        return raw.read(first, end);
      },
    };
    const classify: Classify = async (_, numSamples) => new Array(numSamples).fill(0);
    const found = await proposePreprocessing(seen, { shape: [4, 4, 1], numClasses: 3 }, classify, 4);
    expect(numbers.slice(0, 4)).toEqual([0, 250, 500, 750]);
    // The ways have equal counts, and are tried again on ten times as many.
    expect(numbers.slice(4, 44)).toEqual(Array.from({ length: 40 }, (_, index) => 25 * index));
    expect(found.numSamples).toBe(40);
  });

  test('tries those within chance of the fewest errors on more samples', async () => {
    const raw = pictures([4, 4], {}, 500);
    // The 50 samples tried first are every tenth: 2 errors as shares, none as stored. Of all 500
    // there are 2 and 25.
    const right = await preprocess(raw, { first: 0, end: 500 }, parsePreprocessing('divide=255'), [4, 4, 1]);
    const place = new Map(
      Array.from({ length: 500 }, (_, at) => [right.subarray(16 * at, 16 * at + 16).join(), at]),
    );
    const classify: Classify = async (inputs, numSamples) =>
      Array.from({ length: numSamples }, (_, index) => {
        const own = inputs.subarray(16 * index, 16 * index + 16);
        const isStored = own.some((value) => value > 1);
        const at = place.get((isStored ? own.map((value) => value / 255) : own).join());
        if (at === undefined) return null;
        const isWrong = isStored ? at % 20 === 1 : at % 10 === 0 && at < 20;
        return isWrong ? null : raw.labels![at]!;
      });
    const found = await proposePreprocessing(raw, { shape: [4, 4, 1], numClasses: 3 }, classify, 50);
    expect(found.numSamples).toBe(500);
    expect(formatPreprocessing(found.preprocessing)).toBe('divide=255');
    expect(found.tried.map(({ numErrors }) => numErrors)).toEqual([2, 25]);
    expect(found.reasons).toEqual([
      'Of 6 ways tried on 50 samples, 2 have the fewest errors within chance',
      'Of 2 ways tried on 500 samples, divide=255 has the fewest errors: 2',
      'Next is none with 25',
    ]);
  });

  test.each([
    ['bytes', pictures([4, 4], { labels: null }), 'divide=255', '0 to 255'],
    ['shares', makeRaw([{ shape: [2], values: Float32Array.of(0, 0.5) }]), 'none', '0 to 0.5'],
    ['numbers of both signs', makeRaw([{ shape: [2], values: Float32Array.of(-3, 7) }]), 'none', '-3 to 7'],
    [
      'deep pictures',
      makeRaw([{ shape: [2], values: Uint16Array.of(9, 60_000) }]),
      'divide=65535',
      '9 to 60000',
    ],
  ])('proposes by the range of %s without labels', async (_, raw, text, range) => {
    const classify: Classify = () => Promise.reject(new Error('not called'));
    const shape = raw.shape as readonly number[];
    const found = await proposePreprocessing(raw, { shape, numClasses: 3 }, classify);
    expect(formatPreprocessing(found.preprocessing)).toBe(text);
    expect(found.tried).toEqual([]);
    expect(found.reasons[0]).toContain(`${text} is proposed by the range of values alone, ${range} in`);
  });

  test('proposes features for recordings', async () => {
    const values = Float32Array.from({ length: 3000 }, (_, at) => Math.sin(at / 3));
    const raw = makeRaw([{ shape: [3000], values, rate: 8000 }]);
    const classify: Classify = () => Promise.reject(new Error('not called'));
    const found = await proposePreprocessing(raw, { shape: [254, 39], numClasses: null }, classify);
    expect(formatPreprocessing(found.preprocessing)).toBe('audio=mfcc');
  });

  test.each([
    ['[5] for [4, 4, 1]', pictures([5]), [4, 4, 1], 3, 'The samples have the shape [5]: expected [4, 4, 1]'],
    [
      'pictures for a flat input',
      pictures([4, 4]),
      [9],
      3,
      'The samples have the shape [4, 4]: expected [9]',
    ],
    [
      'labels past the classes',
      pictures([4]),
      [4],
      2,
      'Label 2 of sample 2 is no class of the network: expected 0 to 1',
    ],
  ])('refuses %s', async (_, raw, shape, numClasses, message) => {
    const classify: Classify = async (_, numSamples) => new Array(numSamples).fill(0);
    await expect(proposePreprocessing(raw, { shape, numClasses }, classify)).rejects.toThrow(message);
  });
});

describe('proposeClasses', () => {
  const KEPT = parsePreprocessing('divide=127.5');
  const wanted = { shape: [4, 4, 1], numClasses: 3 };
  const uncalled: Classify = () => Promise.reject(new Error('not called'));

  test('keeps steps that are not the best, and finds the order of the labels', async () => {
    // Sorted as texts these are classes 2, 0 and 1, as numbers 0, 1 and 2.
    const raw = pictures([4, 4], { labelsAre: 'names', classNames: ['9', '10', '11'] });
    const { classify } = await networkFor(raw, 'divide=127.5', [4, 4, 1]);
    const found = await proposeClasses(raw, wanted, KEPT, classify);
    expect(formatPreprocessing(found!.preprocessing)).toBe('divide=127.5,classes=ranks');
    expect(found!.reasons).toEqual([
      'Of 2 ways tried on 30 samples, divide=127.5,classes=ranks has the fewest errors: 0',
      'Next is divide=127.5 with 30',
    ]);
  });

  test('adds the one order that fits, whatever the answers', async () => {
    const raw = pictures([4, 4]);
    const later = { ...raw, labels: raw.labels!.map((label) => label + 1) };
    const { classify } = await networkFor(later, 'divide=255', [4, 4, 1]);
    const found = await proposeClasses(later, wanted, KEPT, classify);
    expect(formatPreprocessing(found!.preprocessing)).toBe('divide=127.5,classes=ranks');
  });

  test.each([
    ['numbers that are classes', pictures([4, 4]), KEPT, 3],
    ['no labels', pictures([4, 4], { labels: null }), KEPT, 3],
    ['no classes', pictures([4, 4]), KEPT, null],
    [
      'an order that the reader chose',
      pictures([4, 4], { labelsAre: 'names', classNames: ['9', '10', '11'] }),
      { ...KEPT, classes: 'names' } as const,
      3,
    ],
  ])('proposes nothing for %s', async (_, raw, kept, numClasses) => {
    expect(await proposeClasses(raw, { ...wanted, numClasses }, kept, uncalled)).toBeNull();
  });

  test('refuses labels that are classes in no order', async () => {
    await expect(
      proposeClasses(pictures([4, 4]), { ...wanted, numClasses: 2 }, KEPT, uncalled),
    ).rejects.toThrow('Label 2 of sample 2 is no class of the network: expected 0 to 1');
  });
});
