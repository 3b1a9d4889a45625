import { mulHi, philox4x32 } from '../../core/pattern/philox';
import { isDynamic } from '../../core/site/siteTensors';
import type { Interpolation } from '../curve/lossCurve';
import type { Measurement } from '../sweep/results';
import { type CrossingRange, type RateSample, tickReaches } from './tickFit';

/**
 * Philox key word of every bootstrap, the letters "boot". Equal trials give equal intervals on
 * every machine.
 */
const BOOTSTRAP_KEY = 0x626f6f74;
const MAX_REPLICATES = 1000;
const MIN_REPLICATES = 200;
/**
 * Trials weighed in all replicates together, about 50 ms on a laptop. More trials get fewer
 * replicates.
 */
const MAX_WEIGHED_TRIALS = 2e7;

/**
 * Trials that are resampled together. A trial number drawn twice counts twice at each rate and in
 * each measurement of the stratum.
 */
interface Stratum {
  readonly positions: Map<number, number>;
  counts: Uint32Array;
}

interface PreparedSample {
  readonly logBer: number;
  readonly stratum: Stratum;
  readonly positions: readonly number[];
  readonly increases: readonly number[];
}

/** Measurement with its samples, which the caller already has. */
interface SampledMeasurement {
  readonly spec: Measurement['spec'];
  readonly samples: readonly RateSample[];
  /** Increases at which its ticks are read, in percentage points. */
  readonly thresholds: readonly number[];
}

/**
 * Returns the ticks of each measurement in each bootstrap replicate,
 * [replicate][measurement][tick]. Trials are resampled with replacement.
 *
 * Nested rates share their draws, so a trial number is drawn for all rates jointly. Independent
 * rates are resampled separately. Paired measurements (`isPaired`) share one resampling.
 */
export function bootstrapReaches(
  measurements: readonly SampledMeasurement[],
): readonly (readonly (readonly CrossingRange[])[])[] {
  const strata = new Map<string, Stratum>();
  const prepared = measurements.map(({ spec, samples }, index) =>
    samples.map((sample) => {
      const pairs = isPaired(spec, measurements[0]!.spec) ? 'paired' : `measurement ${index}`;
      const key = `${pairs} ${spec.rateCoupling === 'nested' ? 'all' : sample.ber}`;
      return prepareSample(sample, strata, key);
    }),
  );
  for (const stratum of strata.values()) stratum.counts = new Uint32Array(stratum.positions.size);
  const weighed = prepared.flat().reduce((sum, { positions }) => sum + positions.length, 0);
  return Array.from({ length: numReplicates(weighed) }, (_, replicate) => {
    [...strata.values()].forEach(({ counts }, stream) => {
      drawCounts(counts, replicate, stream);
    });
    // Alternates both interpolations: where they differ, the interval covers the uncertainty
    // between two rates.
    const interpolation = replicate % 2 === 0 ? 'cubic' : 'proportional';
    return prepared.map((own, index) =>
      replicateReaches(own, measurements[index]!.thresholds, interpolation),
    );
  });
}

/** Returns the number of replicates of a bootstrap that weighs `numTrials` trials in each. */
export function numReplicates(numTrials: number): number {
  return Math.max(MIN_REPLICATES, Math.min(MAX_REPLICATES, Math.floor(MAX_WEIGHED_TRIALS / numTrials)));
}

/**
 * Returns true when equal trial numbers of the two specs draw from equal streams: by the same rule,
 * with at least one tensor in common.
 */
export function isPaired(a: Measurement['spec'], b: Measurement['spec']): boolean {
  const sharesTensors =
    a.layers.some((layer) => b.layers.includes(layer)) &&
    a.structures.some((structure) => b.structures.includes(structure));
  // Values written by an inference flip by one rule, and their permanent and transient faults share
  // no stream.
  const rule = ({ structures, sampling, lifetime }: Measurement['spec']) =>
    structures.every(isDynamic) ? lifetime : sampling;
  return sharesTensors && a.seed === b.seed && a.rateCoupling === b.rateCoupling && rule(a) === rule(b);
}

/**
 * Sets `counts[i]` to the number of times that item i is drawn when `counts.length` items are drawn
 * with replacement. Equal (replicate, stream), u32 each, give equal counts.
 *
 * An index is the high half of a product without rejection. Its bias, below n · 2^-32, is far under
 * the error of a bootstrap.
 */
export function drawCounts(counts: Uint32Array, replicate: number, stream: number): void {
  const n = counts.length;
  const out = new Uint32Array(4);
  counts.fill(0);
  for (let draw = 0; draw < n; draw++) {
    if (draw % 4 === 0) philox4x32(draw / 4, replicate, stream, 0, BOOTSTRAP_KEY, 0, out);
    counts[mulHi(out[draw % 4]!, n)]!++;
  }
}

function prepareSample(sample: RateSample, strata: Map<string, Stratum>, key: string): PreparedSample {
  const stratum = strata.get(key) ?? { positions: new Map(), counts: new Uint32Array(0) };
  strata.set(key, stratum);
  const positions = sample.trials.map((trial) => {
    const position = stratum.positions.get(trial) ?? stratum.positions.size;
    stratum.positions.set(trial, position);
    return position;
  });
  return { logBer: sample.logBer, stratum, positions, increases: sample.increases };
}

/** Leaves out rates of which no trial was drawn: they have no mean. */
function replicateReaches(
  samples: readonly PreparedSample[],
  thresholds: readonly number[],
  interpolation: Interpolation,
): readonly CrossingRange[] {
  const logBers: number[] = [];
  const means: number[] = [];
  const weights: number[] = [];
  for (const { logBer, stratum, positions, increases } of samples) {
    let weight = 0;
    let sum = 0;
    for (let index = 0; index < positions.length; index++) {
      const count = stratum.counts[positions[index]!]!;
      weight += count;
      sum += count * increases[index]!;
    }
    if (weight === 0) continue;
    logBers.push(logBer);
    means.push(sum / weight);
    weights.push(weight);
  }
  return tickReaches(logBers, means, weights, thresholds, interpolation);
}
