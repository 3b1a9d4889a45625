import { gridBers } from '../sweep/berGrid';
import { tolerance } from '../ticks/tolerance';
import { paperExperiments } from './figures';
import type { PaperResult } from './paperResult';

interface FakeOptions {
  readonly trials?: number;
  /** Returns the wrong images with overflows at a rate in one trial. Absent: none. */
  readonly dueAt?: (ber: number, trial: number) => number;
  /** Returns the share of wrong images at a rate in one trial. */
  readonly errorAt: (ber: number, trial: number) => number;
  /**
   * Share of wrong images of the quantised network without faults. The float network has two more
   * wrong.
   */
  readonly baseline?: number;
}

/** Makes a result of one of the paper's experiments, with counts from a function. */
export function fakeResult(
  model: string,
  id: string,
  { trials, errorAt, dueAt = () => 0, baseline = 0 }: FakeOptions,
): PaperResult {
  const { spec: planned } = paperExperiments(model).find((experiment) => experiment.id === id)!;
  const spec = { ...planned, trials: trials ?? planned.trials };
  const total = spec.numSamples;
  // Stored results have no counts by class.
  const faultFree = (wrong: number) => ({ wrong, total, wrongPerClass: [], flips: 0 });
  const quantizedWrong = Math.round(baseline * total);
  const measurement = {
    spec,
    baseline: { float: faultFree(quantizedWrong + 2), quantized: faultFree(quantizedWrong) },
    results: gridBers(spec.bers).flatMap((ber) =>
      Array.from({ length: spec.trials }, (_, trial) => ({
        ...{ ber, trial, total },
        wrong: Math.round(Math.min(1, errorAt(ber, trial)) * total),
        ...(dueAt(ber, trial) > 0 && { due: dueAt(ber, trial) }),
      })),
    ),
  };
  // Most tests do not use the ticks, whose intervals take a while.
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
