import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import type { ClassOrder, Preprocessing } from '../../core/samples/preprocessing';
import { formatPreprocessing } from '../../core/samples/preprocessingText';
import { orderClasses } from './orderClasses';
import { spreadSamples } from './pickSamples';
import { fitSamples, scaleFitted } from './preprocess';
import type { RawSamples, SampleValues, WantedSamples } from './rawSamples';
import { sixDigits, usualScales, valueRange, wholeScales } from './usualScales';
import { usualSizes } from './usualSizes';

/** Number of samples that each preprocessing is tried on. */
const PROPOSAL_SAMPLES = 200;
/** Times as many samples that are tried where the first do not decide. */
const TIMES_MORE = 10;
/** Most values of the inputs then: 2,000 small pictures, and no more photographs than at first. */
const MOST_VALUES = 2 ** 24;

/**
 * Returns the predicted class of each of `numSamples` inputs, as `predictedClass` has it. `inputs`
 * is [numSamples · values of an input].
 */
export type Classify = (inputs: Float32Array, numSamples: number) => Promise<readonly (number | null)[]>;

/** Preprocessing that was tried, with the number of samples that the network answered wrongly. */
interface TriedPreprocessing {
  readonly preprocessing: Preprocessing;
  readonly numErrors: number;
}

/** Proposed preprocessing and the evidence for it. */
export interface PreprocessingProposal {
  readonly preprocessing: Preprocessing;
  /** All that were tried last, the fewest errors first. Empty without labels. */
  readonly tried: readonly TriedPreprocessing[];
  /** Number of samples that these were tried on, or whose range decided. */
  readonly numSamples: number;
  /** Sentences that tell a reader the evidence. */
  readonly reasons: readonly string[];
}

/**
 * Proposes the preprocessing of samples for a network.
 *
 * With labels and a network that classifies, the usual ways are tried on `mostSamples` samples,
 * spread over all, and the one with the fewest errors is proposed: first scales and orders of
 * colours, with each order of classes that fits the labels, then ways to resize. Ways within two
 * standard errors of the fewest are tried again on up to ten times as many samples. Of equal
 * counts, the more usual way comes first. Without labels, the range of values decides.
 *
 * Throws AssetError if samples cannot have the shape of the input, or if labels fit the network's
 * classes in no order.
 */
export async function proposePreprocessing(
  raw: RawSamples,
  wanted: WantedSamples,
  classify: Classify,
  mostSamples = PROPOSAL_SAMPLES,
): Promise<PreprocessingProposal> {
  const samples = spreadSamples(raw, mostSamples);
  const [usual, ...others] = usualSizes(samples, wanted.shape) as [Preprocessing, ...Preprocessing[]];
  const range = { first: 0, end: samples.numSamples };
  const fitted = await fitSamples(samples, range, usual, wanted.shape);
  const scales =
    wanted.whole === undefined
      ? usualScales(fitted, wanted.shape, usual)
      : wholeScales(fitted, wanted.whole, usual);
  if (samples.labels === null || wanted.numClasses === null) {
    const preprocessing = { ...usual, ...scales[0]! };
    const reasons = [rangeReason(fitted, preprocessing, samples.numSamples)];
    return { preprocessing, tried: [], numSamples: samples.numSamples, reasons };
  }
  const trial = { samples, shape: wanted.shape, classify };
  const orders = await classOrders(raw, samples, wanted.numClasses);
  const tried: TriedPreprocessing[] = [];
  for (const steps of scales)
    tried.push(...(await countErrors(trial, { ...usual, ...steps }, fitted, orders)));
  const { scale, channels, classes } = byErrors(tried)[0]!.preprocessing;
  for (const size of others) {
    const fittedSo = await fitSamples(samples, range, size, wanted.shape);
    const order = orders.filter((each) => each.order === classes);
    tried.push(...(await countErrors(trial, { ...size, scale, channels }, fittedSo, order)));
  }
  const sorted = byErrors(tried);
  const near = sorted.filter(({ numErrors }) => isNear(numErrors, sorted[0]!.numErrors));
  const mostMore = Math.min(TIMES_MORE * mostSamples, Math.floor(MOST_VALUES / product(wanted.shape)));
  const more = spreadSamples(raw, mostMore);
  if (near.length === 1 || more.numSamples <= samples.numSamples) {
    return proposalOf(sorted, samples.numSamples, []);
  }
  const again: TriedPreprocessing[] = [];
  const moreOrders = await classOrders(raw, more, wanted.numClasses);
  for (const { preprocessing } of near) {
    const whole = { first: 0, end: more.numSamples };
    const fittedMore = await fitSamples(more, whole, preprocessing, wanted.shape);
    const order = moreOrders.filter((each) => each.order === preprocessing.classes);
    again.push(...(await countErrors({ ...trial, samples: more }, preprocessing, fittedMore, order)));
  }
  const reason = t`Of ${sorted.length} ways tried on ${samples.numSamples} samples, ${near.length} have the fewest errors within chance`;
  return proposalOf(byErrors(again), more.numSamples, [reason]);
}

/**
 * Proposes the order of classes for labels that came after their samples. The other steps are those
 * of `kept`. The orders that fit the labels are tried on up to 2,000 samples, spread over all.
 *
 * Null: `kept` names an order already, nothing but the stored order fits, or there are no labels or
 * no classes. Throws AssetError if the labels fit the network's classes in no order.
 */
export async function proposeClasses(
  raw: RawSamples,
  wanted: WantedSamples,
  kept: Preprocessing,
  classify: Classify,
): Promise<PreprocessingProposal | null> {
  if (raw.labels === null || wanted.numClasses === null || kept.classes !== 'stored') return null;
  const most = Math.min(
    TIMES_MORE * PROPOSAL_SAMPLES,
    Math.max(1, Math.floor(MOST_VALUES / product(wanted.shape))),
  );
  const samples = spreadSamples(raw, most);
  const { numSamples } = samples;
  const orders = await classOrders(raw, samples, wanted.numClasses);
  if (orders.length === 1 && orders[0]!.order === 'stored') return null;
  const fitted = await fitSamples(samples, { first: 0, end: numSamples }, kept, wanted.shape);
  const trial = { samples, shape: wanted.shape, classify };
  return proposalOf(byErrors(await countErrors(trial, kept, fitted, orders)), numSamples, []);
}

/** Returns true if a number of errors is within two standard errors of the fewest. */
function isNear(numErrors: number, fewest: number): boolean {
  return numErrors <= fewest + 2 * Math.sqrt(Math.max(1, fewest));
}

function proposalOf(
  sorted: readonly TriedPreprocessing[],
  numSamples: number,
  reasons: readonly string[],
): PreprocessingProposal {
  const { preprocessing } = sorted[0]!;
  return {
    preprocessing,
    tried: sorted,
    numSamples,
    reasons: [...reasons, ...errorReasons(sorted, numSamples)],
  };
}

/** Classes of the samples tried, in one order. */
interface OrderedTrial {
  readonly order: ClassOrder;
  readonly labels: Int32Array;
}

interface Trial {
  readonly samples: RawSamples;
  readonly shape: readonly number[];
  readonly classify: Classify;
}

async function countErrors(
  { samples, shape, classify }: Trial,
  preprocessing: Preprocessing,
  fitted: SampleValues,
  orders: readonly OrderedTrial[],
): Promise<readonly TriedPreprocessing[]> {
  const { numSamples } = samples;
  const inputs = scaleFitted(samples, { first: 0, end: numSamples }, fitted, preprocessing, shape);
  const answers = await classify(inputs, numSamples);
  if (answers.length !== numSamples) {
    throw new TypeError(`The network gave ${answers.length} answers: expected ${numSamples}`);
  }
  return orders.map(({ order, labels }) => ({
    preprocessing: { ...preprocessing, classes: order },
    numErrors: answers.filter((answer, index) => answer !== labels[index]).length,
  }));
}

/** Sorts by errors. Of equal counts, the one that was tried first stays first. */
function byErrors(tried: readonly TriedPreprocessing[]): readonly TriedPreprocessing[] {
  return tried.toSorted((a, b) => a.numErrors - b.numErrors);
}

/**
 * Returns the orders in which the labels are classes of the network, the stored one first, without
 * those that give these samples the classes of an earlier one.
 */
async function classOrders(
  raw: RawSamples,
  samples: RawSamples,
  numClasses: number,
): Promise<readonly OrderedTrial[]> {
  const others: readonly ClassOrder[] =
    raw.labelsAre === 'names' ? ['numbers', 'ranks', 'imagenet'] : ['ranks', 'names'];
  const orders: OrderedTrial[] = [];
  let failure: unknown;
  for (const order of ['stored', ...others] as const) {
    try {
      // Ranks are those among the labels of all samples.
      const { labels } = await orderClasses(raw, order, numClasses);
      const classOf = new Map(Array.from(labels, (label, index) => [raw.labels![index]!, label]));
      const own = samples.labels!.map((label) => classOf.get(label)!);
      if (!orders.some((known) => known.labels.every((label, index) => label === own[index]))) {
        orders.push({ order, labels: own });
      }
    } catch (error) {
      if (!(error instanceof AssetError)) throw error;
      failure ??= error;
    }
  }
  if (orders.length === 0) throw failure;
  return orders;
}

function rangeReason(fitted: SampleValues, preprocessing: Preprocessing, numSamples: number): string {
  const [lowest, highest] = valueRange(fitted).map(sixDigits);
  const text = formatPreprocessing(preprocessing);
  return t`${text} is proposed by the range of values alone, ${lowest!} to ${highest!} in ${numSamples} samples, as there are no labels or no classes to compare`;
}

function errorReasons(sorted: readonly TriedPreprocessing[], numSamples: number): readonly string[] {
  const [best, second] = sorted;
  const text = formatPreprocessing(best!.preprocessing);
  const first = t`Of ${sorted.length} ways tried on ${numSamples} samples, ${text} has the fewest errors: ${best!.numErrors}`;
  if (second === undefined) return [first];
  const other = formatPreprocessing(second.preprocessing);
  const next =
    second.numErrors === best!.numErrors
      ? t`${other} has as many, so that these samples do not decide between them`
      : t`Next is ${other} with ${second.numErrors}`;
  return [first, next];
}
