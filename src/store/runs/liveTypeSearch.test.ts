import { expect, it, vi } from 'vitest';
import type { Quantization } from '../../core/site/quantization';
import { testedFormats } from '../../experiment/formats/formatMap';
import { startTypeSearch, type TypeSearch } from './liveTypeSearch';

/** Evaluates ten images: all correct in float, one wrong in formats below six bits. */
function evaluator() {
  return {
    parallel: 1,
    async correct(quantization: Quantization | null) {
      const right = new Uint8Array(10).fill(1);
      if (quantization === null) return right;
      const { integerBits, fractionBits } = quantization.format;
      if (integerBits + fractionBits < 6) right[0] = 0;
      return right;
    },
  };
}

function search(failing = false) {
  const told: TypeSearch[] = [];
  const failed = vi.fn();
  const options = { structure: 'weights', dataKind: 'digits', images: 10 } as const;
  const engine = failing
    ? { parallel: 1, correct: () => Promise.reject(new TypeError('no device')) }
    : evaluator();
  const stop = startTypeSearch(engine, {
    ...options,
    now: () => 0,
    update: (state) => told.push(state),
    failed,
  });
  return { told, failed, stop };
}

it('runs every type and ends with the fewest bits', async () => {
  const { told } = search();
  await vi.waitFor(() => expect(told.at(-1)!.running).toBe(false));
  const { done, total, map } = told.at(-1)!;
  expect([done, total]).toEqual(Array(2).fill(testedFormats('weights', 'digits').length));
  expect(map!.minimal).toEqual({ integerBits: 1, fractionBits: 5 });
});

it('ends when told, and says nothing after', async () => {
  const { told, failed, stop } = search();
  stop();
  expect(told.at(-1)!.running).toBe(false);
  const after = told.length;
  // The fake evaluator answers in microtasks, which have all run by now.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect([told.length, failed.mock.calls.length]).toEqual([after, 0]);
});

it('tells what failed', async () => {
  const { told, failed } = search(true);
  await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
  expect(told.at(-1)!.running).toBe(false);
});
