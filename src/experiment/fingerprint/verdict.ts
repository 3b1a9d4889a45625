import { messageOf } from '../../core/errors';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from '../sweep/berGrid';
import type { CompleteMeasurement } from '../sweep/results';
import {
  type Fingerprint,
  originDigests,
  type RunOrigin,
  readSums,
  settingsDigest,
  sumBits,
  takeFingerprint,
  totalBits,
  wrongSums,
} from './fingerprint';
import { parseFingerprint } from './fingerprintText';

/** Difference of the wrong answers at one rate: those of this device less those of the link. */
export interface RateDifference {
  /** Null: the fault-free runs. */
  readonly ber: number | null;
  readonly images: number;
}

/** What this device says about the fingerprint of a link. */
export type Verdict =
  /** The experiment on the page is not that of the link, or the link was edited. */
  | { readonly kind: 'otherSettings' }
  | { readonly kind: 'otherAssets'; readonly assets: 'weights' | 'data' | 'engine' }
  /** Trials are missing here: each rate has only `done` of `total`. */
  | { readonly kind: 'unfinished'; readonly done: number; readonly total: number }
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'otherCounts';
      /**
       * Sum of the differences over all rates, and at least that much if `isRounding` is false. 0:
       * only single trials differ.
       */
      readonly images: number;
      /** Images that all trials counted together. */
      readonly counted: number;
      readonly differences: readonly RateDifference[];
      /** False if rounding alone does not explain so large a difference. */
      readonly isRounding: boolean;
    }
  | { readonly kind: 'otherFaults'; readonly found: 'masks' | 'flips' }
  /** The fingerprint cannot be read. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** A run of which trials may be missing. */
export interface RunSoFar {
  readonly spec: ExperimentSpec;
  /** Number of planned trials that every rate has. */
  readonly done: number;
  /** Null until the fault-free runs and all planned trials are there. */
  readonly measurement: CompleteMeasurement | null;
}

/**
 * Largest share of the images of a rate that may differ by rounding. Devices add numbers in another
 * order, which decides only images whose two best scores are nearly equal.
 */
const MOST_ROUNDING = 1 / 200;
/** Number of images that may always differ at a rate, however few are counted. */
const ALWAYS_ROUNDING = 2;

/**
 * Compares the fingerprint of a link, as its text, with the run so far. `origin` is null until the
 * engine has read it. Other faults are found before the run is complete. Never throws.
 */
export function judgeFingerprint(text: string, run: RunSoFar, origin: RunOrigin | null): Verdict {
  try {
    return judge(parseFingerprint(text), run, origin);
  } catch (error) {
    return { kind: 'damaged', reason: messageOf(error) };
  }
}

function judge(claim: Fingerprint, { spec, done, measurement }: RunSoFar, origin: RunOrigin | null): Verdict {
  if (settingsDigest(spec) !== claim.settings) return { kind: 'otherSettings' };
  const unfinished = { kind: 'unfinished', done, total: spec.trials } as const;
  if (origin === null) return unfinished;
  const here = originDigests(origin);
  for (const assets of ['weights', 'data', 'engine'] as const)
    if (here[assets] !== claim[assets]) return { kind: 'otherAssets', assets };
  if (here.masks !== claim.masks) return { kind: 'otherFaults', found: 'masks' };
  if (measurement === null) return unfinished;
  const own = takeFingerprint(measurement, origin);
  if (own.flips !== claim.flips) return { kind: 'otherFaults', found: 'flips' };
  if (own.counts === claim.counts && own.sums === claim.sums) return { kind: 'exact' };
  return otherCounts(claim, measurement);
}

function otherCounts(claim: Fingerprint, measurement: CompleteMeasurement): Verdict {
  const { spec } = measurement;
  const [theirs, own] = [readSums(claim, spec), wrongSums(measurement)];
  const modulus = 2 ** sumBits(spec);
  const bySum = own.sums.map((sum, place) => signedRemainder(sum - theirs.sums[place]!, modulus));
  const total = signedRemainder(own.total - theirs.total, 2 ** totalBits(spec));
  // The fault-free float run is in the total alone. A remainder that lost a multiple of the modulus
  // leaves it there.
  const rest = bySum.reduce((sum, images) => sum - images, total);
  const float = signedRemainder(rest, modulus);
  const bers = [null, null, ...gridBers(spec.bers)];
  const differences = [float, ...bySum].map(
    (images, place): RateDifference => ({ ber: bers[place]!, images }),
  );
  const perRate = spec.trials * spec.numSamples;
  const most = Math.max(ALWAYS_ROUNDING, perRate * MOST_ROUNDING);
  const sum = differences.reduce((images, difference) => images + Math.abs(difference.images), 0);
  return {
    kind: 'otherCounts',
    images: Math.max(sum, Math.abs(total)),
    counted: perRate * (bers.length - 2),
    differences: differences.filter(({ images }) => images !== 0),
    isRounding: rest === float && differences.every(({ images }) => Math.abs(images) <= most),
  };
}

/** Returns the remainder that is nearest to 0, from -modulus / 2 on. */
function signedRemainder(value: number, modulus: number): number {
  const remainder = ((value % modulus) + modulus) % modulus;
  return remainder >= modulus / 2 ? remainder - modulus : remainder;
}
