import { gridBers } from '../berGrid';
import { tolerance } from '../tolerance';
import { paperExperiments } from './figures';
import type { PaperResult } from './paperResult';

interface FakeOptions {
  readonly trials?: number;
  /** Share of wrong images at a rate in one trial. */
  readonly errorAt: (ber: number, trial: number) => number;
  readonly baseline?: number;
}

/** A result of one of the paper's experiments, its counts made by a function. */
export function fakeResult(
  model: string,
  id: string,
  { trials, errorAt, baseline = 0 }: FakeOptions,
): PaperResult {
  const { spec } = paperExperiments(model).find((experiment) => experiment.id === id)!;
  const total = spec.images;
  const faultFree = { wrong: Math.round(baseline * total), total, wrongPerClass: [], flips: 0 };
  const measurement = {
    spec,
    baseline: { float: faultFree, quantized: faultFree },
    results: gridBers(spec.bers).flatMap((ber) =>
      Array.from({ length: trials ?? spec.trials }, (_, trial) => ({
        ...{ ber, trial, total },
        wrong: Math.round(Math.min(1, errorAt(ber, trial)) * total),
      })),
    ),
  };
  // Most tests never look at the ticks, whose intervals take a while.
  let ticks: PaperResult['tolerance'] | undefined;
  return {
    ...measurement,
    get tolerance() {
      ticks ??= tolerance(measurement)!;
      return ticks;
    },
    ...{ environment: 'a fake', fingerprint: '1 a b', id },
  };
}
