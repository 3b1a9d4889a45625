import { SpecError } from '../../../core/errors';
import { checkModel } from '../../../core/network/catalog';
import { expectedFlips } from '../../../core/pattern/faultPattern';
import { samplingOf, trialTensors } from '../../../core/site/siteTensors';
import { guessingSentence } from '../../curve/guessing';
import type { ExperimentSpec } from '../../settings/experimentSpec';
import { siteOf, toInjection } from '../../settings/toInjection';
import { bernoulliFlipChance } from '../../sweep/flipChance';
import type { Baseline } from '../../sweep/results';
import type { Evaluator } from '../../sweep/run';
import { type AnsweredTrial, type AskedTrial, searchTicks, type TickEstimate } from './tickSearch';

/** Where ticks are looked for: from the rate of one flip in millions of bits up to half of all bits. */
export interface TickSpan {
  /** Powers of ten. */
  readonly from: number;
  readonly to: number;
}

/** Trials in one call of the evaluator while most of them flip nothing, and while most of them run. */
const SPARSE_BATCH = 256;
const DENSE_BATCH = 4;
/** Flip chance above which a batch counts as dense. */
const DENSE_CHANCE = 0.2;

/**
 * Finds the ticks of an experiment adaptively (docs/tick-search.md), yielding each when it is known; grid and trials of the spec
 * play no part. `onBaseline` gets the fault-free errors as soon as they are known. Ends at once without an error when `signal`
 * aborts; throws what the evaluator throws, and SpecError where the network guesses without any fault.
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
    measured = await evaluator.baseline(siteOf(spec), spec.images, signal);
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  onBaseline?.(measured);
  const guessing = guessingSentence(spec, measured);
  if (guessing !== null) throw new SpecError('weights', guessing);
  const chance = flipChanceOf(spec);
  const ask = async (trials: readonly AskedTrial[]): Promise<readonly AnsweredTrial[]> => {
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

/** Probability that a trial flips any bit; under the count rule a tensor flips none until its bits times the rate reach one. */
export function flipChanceOf(spec: ExperimentSpec): (ber: number) => number {
  const model = checkModel(spec.model);
  const tensors = trialTensors(model, { site: siteOf(spec), numImages: spec.images });
  const counted = tensors.filter(({ structure }) => samplingOf(structure, spec.sampling) === 'count');
  const numBits = tensors
    .filter((tensor) => !counted.includes(tensor))
    .reduce((sum, { space }) => sum + expectedFlips(space, 'bernoulli', 1), 0);
  return (ber) => {
    if (counted.some(({ space }) => expectedFlips(space, 'count', ber) > 0)) return 1;
    return bernoulliFlipChance(numBits, ber);
  };
}
