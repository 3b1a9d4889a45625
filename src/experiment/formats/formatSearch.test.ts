import { describe, expect, it } from 'vitest';
import type { Quantization } from '../../core/site/quantization';
import { wordBits } from '../../core/words/numberFormat';
import { formatQFormat, parseQFormat } from '../../core/words/qformat';
import type { FormatCell } from './formatMap';
import { type FormatEvaluator, searchFormats } from './formatSearch';

const IMAGES = 10;
const SEARCH = {
  structure: 'weights',
  formats: ['Q1.1', 'Q2.4', 'Q1.3', 'Q2.2', 'Q1.2'].map(parseQFormat),
  images: IMAGES,
} as const;
const never = new AbortController().signal;

/**
 * Makes an evaluator. Float gets image 0 wrong. A format of w < 4 bits also gets images 1 to 4 - w
 * wrong, and image 0 right if w is 2.
 */
function fake(onCall = (_: Quantization | null): void => {}, parallel = 2) {
  let inFlight = 0;
  const evaluator = {
    parallel,
    mostInFlight: 0,
    async correct(quantization: Quantization | null, numSamples: number): Promise<Uint8Array> {
      evaluator.mostInFlight = Math.max(evaluator.mostInFlight, ++inFlight);
      await Promise.resolve();
      onCall(quantization);
      inFlight--;
      const width = quantization === null ? 24 : wordBits(quantization.format);
      return Uint8Array.from({ length: numSamples }, (_, image) =>
        image === 0 ? Number(width === 2) : Number(image > 4 - width),
      );
    },
  } satisfies FormatEvaluator & Record<string, unknown>;
  return evaluator;
}

describe('searchFormats', () => {
  it('tells of every type with the images that it lost and gained, and returns the map of them', async () => {
    const told: FormatCell[] = [];
    const map = await searchFormats(fake(), SEARCH, never, (cell, floatWrong) => {
      expect(floatWrong).toBe(1);
      told.push(cell);
    });
    expect(map).toMatchObject({ structure: 'weights', images: IMAGES, floatWrong: 1, cells: told });
    expect(told.map(({ format }) => formatQFormat(format)).sort()).toEqual(
      SEARCH.formats.map(formatQFormat).sort(),
    );
    const cell = (name: string) => told.find(({ format }) => formatQFormat(format) === name);
    expect(cell('Q1.1')).toMatchObject({ wrong: 2, lost: 2, gained: 1 });
    expect(cell('Q1.2')).toMatchObject({ wrong: 2, lost: 1, gained: 0 });
    expect(cell('Q2.2')).toMatchObject({ wrong: 1, lost: 0, gained: 0 });
    expect(map.minimal).toEqual(parseQFormat('Q1.3'));
  });

  it('runs one type more than fit side by side', async () => {
    const evaluator = fake();
    await searchFormats(evaluator, SEARCH, never, () => {});
    expect(evaluator.mostInFlight).toBe(3);
  });

  it('ends with the reason of the signal, starts nothing more and tells of nothing more', async () => {
    const controller = new AbortController();
    const calls: unknown[] = [];
    const told: unknown[] = [];
    const evaluator = fake((quantization) => calls.push(quantization), 1);
    const search = searchFormats(evaluator, SEARCH, controller.signal, (cell) => {
      told.push(cell);
      controller.abort(new Error('enough'));
    });
    await expect(search).rejects.toThrow('enough');
    const numCalls = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toHaveLength(1);
    expect(calls.length).toBe(numCalls);
    expect(numCalls).toBeLessThan(1 + SEARCH.formats.length);
  });

  it('ends with the first failure of the evaluator and leaves no rejection behind', async () => {
    let numCalls = 0;
    const evaluator = fake((quantization) => {
      numCalls++;
      if (quantization !== null) throw new Error('lost');
    });
    await expect(searchFormats(evaluator, SEARCH, never, () => {})).rejects.toThrow('lost');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(numCalls).toBeLessThanOrEqual(4);
  });

  it('refuses an answer for another number of images', async () => {
    const evaluator = fake();
    const short: FormatEvaluator = {
      parallel: 1,
      correct: async (quantization, images) =>
        evaluator.correct(quantization, quantization === null ? images : images - 1),
    };
    await expect(searchFormats(short, SEARCH, never, () => {})).rejects.toThrow(
      'Evaluator judged 9 images: expected 10',
    );
  });
});
