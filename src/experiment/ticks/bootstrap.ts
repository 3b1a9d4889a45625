import { isDynamic } from '../../core/site/siteTensors';
import type { Interpolation } from '../curve/lossCurve';
import type { Measurement } from '../sweep/results';
import { type Resampling, resample } from './resampling';
import { type CrossingRange, type RateSample, tickReaches } from './tickFit';

/**
 * Trials that are resampled together. A trial number drawn twice counts twice at each rate and in
 * each measurement of the stratum.
 */
interface Stratum {
  readonly index: number;
  readonly positions: Map<number, number>;
}

interface PreparedSample {
  readonly logBer: number;
  /** Index of its stratum. */
  readonly stratum: number;
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
 * Resamples trials and returns the ticks of each measurement, [measurement][tick].
 *
 * Nested rates share their draws, so a trial number is drawn for all rates jointly. Independent
 * rates are resampled separately. Paired measurements (`isPaired`) share one resampling.
 */
export function bootstrapReaches(
  measurements: readonly SampledMeasurement[],
): Resampling<readonly (readonly CrossingRange[])[]> {
  const strata = new Map<string, Stratum>();
  const prepared = measurements.map(({ spec, samples }, index) =>
    samples.map((sample) => {
      const pairs = isPaired(spec, measurements[0]!.spec) ? 'paired' : `measurement ${index}`;
      const key = `${pairs} ${spec.rateCoupling === 'nested' ? 'all' : sample.ber}`;
      return prepareSample(sample, strata, key);
    }),
  );
  const sizes = Array.from(strata.values(), ({ positions }) => positions.size);
  const weighed = prepared.flat().reduce((sum, { positions }) => sum + positions.length, 0);
  return resample(sizes, weighed, (counts, interpolation) =>
    prepared.map((own, index) =>
      weightedReaches(own, counts, measurements[index]!.thresholds, interpolation),
    ),
  );
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

function prepareSample(sample: RateSample, strata: Map<string, Stratum>, key: string): PreparedSample {
  const stratum = strata.get(key) ?? { index: strata.size, positions: new Map() };
  strata.set(key, stratum);
  const positions = sample.trials.map((trial) => {
    const position = stratum.positions.get(trial) ?? stratum.positions.size;
    stratum.positions.set(trial, position);
    return position;
  });
  return { logBer: sample.logBer, stratum: stratum.index, positions, increases: sample.increases };
}

/** Leaves out rates none of whose trials counts: they have no mean. */
function weightedReaches(
  samples: readonly PreparedSample[],
  counts: readonly Uint32Array[],
  thresholds: readonly number[],
  interpolation: Interpolation,
): readonly CrossingRange[] {
  const logBers: number[] = [];
  const means: number[] = [];
  const weights: number[] = [];
  for (const { logBer, stratum, positions, increases } of samples) {
    const own = counts[stratum]!;
    let weight = 0;
    let sum = 0;
    for (let index = 0; index < positions.length; index++) {
      const count = own[positions[index]!]!;
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
