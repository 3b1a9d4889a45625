import { SpecError } from '../../../core/errors';
import { checkModel } from '../../../core/network/catalog';
import { expectedFlips } from '../../../core/pattern/faultPattern';
import type { Baseline, Trial } from '../../../core/site/injection';
import { samplingOf, trialTensors } from '../../../core/site/siteTensors';
import { guessingSentence } from '../../curve/guessing';
import type { ExperimentSpec } from '../../settings/experimentSpec';
import { faultFreeRun, siteOf, toInjection } from '../../settings/toInjection';
import { bernoulliFlipChance } from '../../sweep/flipChance';
import type { Evaluator } from '../../sweep/run';
import { type AnsweredTrial, searchTicks, type TickEstimate } from './tickSearch';

/** Range of rates that is searched for ticks. */
export interface TickSpan {
  /** Powers of ten. */
  readonly from: number;
  readonly to: number;
}

/**
 * Trials per call of the evaluator: the first while most trials flip nothing, the second while most
 * do.
 */
const SPARSE_BATCH = 256;
const DENSE_BATCH = 4;
/** Flip probability above which a batch counts as dense. */
const DENSE_CHANCE = 0.2;

/**
 * Finds the ticks of an experiment adaptively (docs/tick-search.md) and yields each when it is
 * known. The grid and the trials of the spec are ignored. Calls `onBaseline` as soon as the
 * fault-free errors are known.
 *
 * Ends at once without an error when `signal` aborts. Throws the errors of the evaluator, and
 * SpecError if the network guesses without any fault.
 */
export async function* searchSpecTicks(
  spec: ExperimentSpec,
  { from, to }: TickSpan,
  evaluator: Evaluator,
  signal: AbortSignal,
  onBaseline?: (baseline: Baseline) => void,
): AsyncGenerator<TickEstimate, void, undefined> {
  let measured: Baseline;
  try {
    measured = await evaluator.baseline(faultFreeRun(spec), signal);
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  onBaseline?.(measured);
  const guessing = guessingSentence(spec, measured);
  if (guessing !== null) throw new SpecError('weights', guessing);
  const chance = flipChanceOf(spec);
  const ask = async (trials: readonly Trial[]): Promise<readonly AnsweredTrial[]> => {
    const injections = trials.map(({ ber, trial }) => toInjection(spec, ber, trial));
    const batches: Promise<readonly AnsweredTrial[]>[] = [];
    for (let start = 0; start < injections.length; ) {
      const size = chance(trials[start]!.ber) > DENSE_CHANCE ? DENSE_BATCH : SPARSE_BATCH;
      batches.push(evaluator.evaluate(injections.slice(start, start + size), signal));
      start += size;
    }
    return (await Promise.all(batches)).flat();
  };
  yield* searchTicks({ baseline: measured.quantized, from, to, flipChance: chance }, ask, signal);
}

/**
 * Returns the probability that a trial flips any bit, as a function of the rate. The count rule
 * flips no bit of a tensor until its bits times the rate reach one.
 */
export function flipChanceOf(spec: ExperimentSpec): (ber: number) => number {
  const model = checkModel(spec.model);
  const tensors = trialTensors(model, { site: siteOf(spec), numSamples: spec.numSamples });
  const counted = tensors.filter(({ structure }) => samplingOf(structure, spec.sampling) === 'count');
  const numBits = tensors
    .filter((tensor) => !counted.includes(tensor))
    .reduce((sum, { space }) => sum + expectedFlips(space, 'bernoulli', 1), 0);
  return (ber) => {
    if (counted.some(({ space }) => expectedFlips(space, 'count', ber) > 0)) return 1;
    return bernoulliFlipChance(numBits, ber);
  };
}
