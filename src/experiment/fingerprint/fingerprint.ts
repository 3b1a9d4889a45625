import { t } from '../../core/language/t';
import { experimentKey } from '../settings/experimentKey';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from '../sweep/berGrid';
import { type CompleteMeasurement, plannedResults, type TrialResult } from '../sweep/results';
import { BitReader, packBits, packedLength } from './bitText';
import { digestText } from './digest';

/**
 * What a device contributes to a fingerprint beside the counts. All of it is equal on every device
 * that runs the same engine on the same files.
 */
export interface RunOrigin {
  /** Version of the engine's counts. */
  readonly engine: string;
  /** Digests of the files. */
  readonly weights: string;
  readonly data: string;
  /** Checksums of the fault masks of `maskTrials`, read from the device. */
  readonly masks: readonly number[];
}

/** Digests of one finished run, by what a receiver can tell apart. Links hold it as `h`. */
export interface Fingerprint {
  readonly settings: number;
  readonly engine: number;
  readonly weights: number;
  readonly data: number;
  /** Of the fault masks of a few trials. */
  readonly masks: number;
  /** Of the number of flipped bits of every trial. */
  readonly flips: number;
  /** Of the wrong answers of every trial. */
  readonly counts: number;
  /** Sums of wrong answers, packed (`readSums`). */
  readonly sums: string;
}

/** Width of each digest in bits, in the order of the text. Saved links rely on it. */
export const DIGEST_BITS = {
  settings: 18,
  engine: 6,
  weights: 18,
  data: 18,
  masks: 24,
  flips: 18,
  counts: 24,
} as const satisfies Partial<Record<keyof Fingerprint, number>>;

/**
 * A sum of wrong answers is kept modulo a power of two that is at least this share of all images of
 * its rate. The total of all sums tells whether a difference exceeds half of that.
 */
const SUM_SHARE = 1 / 64;
const LEAST_SUM_BITS = 4;

/** Width in bits of the packed sum of one rate: 9 for 30 trials of 1,000 images. */
export function sumBits({ trials, numSamples }: Pick<ExperimentSpec, 'trials' | 'numSamples'>): number {
  return Math.max(LEAST_SUM_BITS, Math.ceil(Math.log2(trials * numSamples * SUM_SHARE)));
}

/** Width in bits of the packed total of all wrong answers, at most 32. */
export function totalBits({ bers, trials, numSamples }: ExperimentSpec): number {
  const most = (gridBers(bers).length * trials + 2) * numSamples;
  return Math.min(32, Math.ceil(Math.log2(most + 1)));
}

/** Numbers of wrong answers of a run. */
export interface WrongSums {
  /** Of all trials and both fault-free runs together. */
  readonly total: number;
  /** Fault-free and quantised, then rate by rate, ascending. */
  readonly sums: readonly number[];
}

/** Takes the fingerprint of a run. It must be complete: every planned trial is there once. */
export function takeFingerprint(measurement: CompleteMeasurement, origin: RunOrigin): Fingerprint {
  const { spec } = measurement;
  const trials = sortedTrials(measurement);
  const { float, quantized } = measurement.baseline;
  const wrong = [float, quantized, ...trials].map((count) => `${count.wrong},${count.due ?? 0}`);
  const { total, sums } = wrongSums(measurement);
  const bits = sumBits(spec);
  const bitsOfTotal = totalBits(spec);
  return {
    settings: settingsDigest(spec),
    ...originDigests(origin),
    flips: digestText(trials.map(({ flips }) => flips).join(' '), DIGEST_BITS.flips),
    counts: digestText(wrong.join(' '), DIGEST_BITS.counts),
    sums: packBits([
      [total % 2 ** bitsOfTotal, bitsOfTotal],
      ...sums.map((sum) => [sum % 2 ** bits, bits] as const),
    ]),
  };
}

/** Digest of all settings that decide a run: those of a trial, the rates and the number of trials. */
export function settingsDigest(spec: ExperimentSpec): number {
  const text = [experimentKey(spec), gridBers(spec.bers).join(','), spec.trials].join(' ');
  return digestText(text, DIGEST_BITS.settings);
}

/** The digests that are known before the first trial has run. */
export function originDigests({ engine, weights, data, masks }: RunOrigin) {
  return {
    engine: digestText(engine, DIGEST_BITS.engine),
    weights: digestText(weights, DIGEST_BITS.weights),
    data: digestText(data, DIGEST_BITS.data),
    masks: digestText(masks.join(' '), DIGEST_BITS.masks),
  };
}

/** Adds up the wrong answers of a run. */
export function wrongSums(measurement: CompleteMeasurement): WrongSums {
  const { spec, baseline } = measurement;
  const byBer = new Map(gridBers(spec.bers).map((ber) => [ber, 0]));
  for (const { ber, wrong } of sortedTrials(measurement)) byBer.set(ber, byBer.get(ber)! + wrong);
  const sums = [baseline.quantized.wrong, ...byBer.values()];
  return { total: sums.reduce((sum, wrong) => sum + wrong, baseline.float.wrong), sums };
}

/**
 * Unpacks the sums of a fingerprint of this experiment, modulo 2^`totalBits` and 2^`sumBits`. Throws
 * RangeError for those of another.
 */
export function readSums({ sums }: Pick<Fingerprint, 'sums'>, spec: ExperimentSpec): WrongSums {
  const bits = sumBits(spec);
  const count = 1 + gridBers(spec.bers).length;
  const wanted = packedLength(totalBits(spec) + count * bits);
  if (sums.length !== wanted) {
    throw new RangeError(t`Cannot read sums of ${sums.length} characters: expected ${wanted}`);
  }
  const reader = new BitReader(sums);
  const total = reader.read(totalBits(spec));
  return { total, sums: Array.from({ length: count }, () => reader.read(bits)) };
}

function sortedTrials({ spec, results }: CompleteMeasurement): readonly TrialResult[] {
  return [...plannedResults(spec, results)].sort((a, b) => a.ber - b.ber || a.trial - b.trial);
}
