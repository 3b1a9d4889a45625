import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { samplesText } from '../../../core/network/sampleNoun';
import { formatLink } from '../../link/link';
import { DEFAULT_VIEW, type View } from '../../link/view';
import { dataTitle } from '../../settings/dataId';
import { drawRule } from '../../settings/drawRule';
import { completeTrials } from '../../sweep/results';
import { grouped } from '../../text/numberWords';
import { tickText } from '../../text/rateWords';
import { type CensoredRate, whyUnresolved } from '../../ticks/tick';
import { paperExperiments } from '../figures';
import type { PaperResult } from '../paperResult';
import type { Slowdown } from '../slowdown';

/** Possible results of comparing a measurement with a claim of the paper. */
export const VERDICTS = ['reproduced', 'direction only', 'not reproduced', 'cannot be tested here'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Finds a measured result by model and experiment id. */
export type FindResult = (model: string, id: string) => PaperResult | undefined;

/** Our result for a claim. */
export interface Outcome {
  /** Our measurement; empty if nothing was measured. */
  readonly ours: string;
  /** Networks, data, trials and samples behind the result, and its sampling rule. */
  readonly settings: string;
  /** Null: the experiments have not run yet, or have too few trials. */
  readonly verdict: Verdict | null;
  /** Reason for the verdict, in one sentence. */
  readonly why: string;
}

/** Statement of the paper that an experiment can confirm or refute. */
export interface Claim {
  readonly id: string;
  /** Section and figure: `Sec. 4.2, Fig. 3`. */
  readonly where: string;
  /** Statement of the paper. */
  readonly words: string;
  /** Number in the paper. */
  readonly number: string;
  /** Link that opens the experiment live; null if nothing here can test the claim. */
  readonly link: string | null;
  readonly judge: (find: FindResult, slowdowns: readonly Slowdown[]) => Outcome;
}

/**
 * Trials per rate behind the paper's numbers: 150 (Sec. 4.3.1), 100 in Sec. 4.2. With fewer, a
 * claim is at most "direction only".
 */
export const PAPER_TRIALS = { models: 100, layers: 150 } as const;

/** Fewest trials per rate of a verdict. A rejection takes as many as an interval. */
const VERDICT_TRIALS = { yes: 10, no: 30 } as const;

/**
 * Largest factor between the paper's number and ours that counts as reproduced. The paper's 0 %
 * points depend on trials, images and grid.
 */
export const NEAR_FACTOR = 3;

/** Verdict with its reason, before the number of trials is considered. */
interface Judged {
  readonly ours: string;
  /** Null: the measurement does not decide. */
  readonly verdict: Verdict | null;
  readonly why: string;
}

/**
 * Judges results once all of them exist; `wantedTrials` is the number of trials per rate
 * behind the paper's claim.
 */
export function judgeResults(
  find: FindResult,
  wanted: readonly (readonly [model: string, id: string])[],
  wantedTrials: number,
  judge: (...results: readonly PaperResult[]) => Judged,
): Outcome {
  const found = wanted.map(([model, id]) => find(model, id));
  const missing = wanted.filter((_, index) => {
    const result = found[index];
    return result === undefined || completeTrials(result) === 0;
  });
  if (missing.length > 0) {
    const titles = [...new Set(missing.map(([model]) => checkModel(model).title))];
    return { ours: '', settings: '', verdict: null, why: t`Waits for runs of ${titles.join(', ')}` };
  }
  const results = found as PaperResult[];
  const { ours, verdict, why } = judge(...results);
  const n = Math.min(...results.map(completeTrials));
  const settings = settingsText(results);
  const fewest = verdict === 'not reproduced' ? VERDICT_TRIALS.no : VERDICT_TRIALS.yes;
  if (n < fewest) {
    return { ours, settings, verdict: null, why: t`Only ${n} trials so far: a verdict takes ${fewest}` };
  }
  if (verdict !== 'reproduced' || n >= wantedTrials) return { ours, settings, verdict, why };
  return {
    ...{ ours, settings },
    verdict: 'direction only',
    why: t`${why}; only ${n} trials where the paper has ${wantedTrials}`,
  };
}

/** Names a verdict, or says why there is none yet. */
export function verdictText({ verdict, ours }: Pick<Outcome, 'verdict' | 'ours'>): string {
  if (verdict === null) return ours === '' ? t`not run yet` : t`not settled yet`;
  const words = [t`reproduced`, t`direction only`, t`not reproduced`, t`cannot be tested here`];
  return words[VERDICTS.indexOf(verdict)]!;
}

/** Makes the outcome of a claim that no data or weights here can test. */
export function cannotTest(why: string, ours = '', settings = ''): Outcome {
  return { ours, settings, verdict: 'cannot be tested here', why };
}

/**
 * Describes networks, data, trials, samples and sampling rules: once if all results share them,
 * else as a list.
 */
export function settingsText(results: readonly PaperResult[]): string {
  const titles = results.map(({ spec }) => {
    const { title, dataKind } = checkModel(spec.model);
    const samples = samplesText(spec.numSamples, grouped(spec.numSamples), dataKind);
    return t`${title} on ${dataTitle(spec.data, dataKind)} (${samples})`;
  });
  const trials = results.map(completeTrials);
  const [fewest, most] = [Math.min(...trials), Math.max(...trials)];
  const rule = drawRule(results.map(({ spec }) => spec));
  const counts = fewest === most ? String(fewest) : t`${fewest} to ${most}`;
  return `${[...new Set(titles)].join(', ')}; n ${counts}; ${rule}`;
}

/** Returns the link of one of the reproduction's experiments, on a tab that shows it. */
export function experimentLink(model: string, id: string, tab: View['tab']): string {
  const experiment = paperExperiments(model).find((one) => one.id === id);
  if (experiment === undefined) throw new TypeError(`${model} has no experiment ${id} among the paper's`);
  return formatLink(experiment.spec, { ...DEFAULT_VIEW, tab: tab });
}

/** Returns the counterpart of the paper's 0 % point: tick(0), read at 0.1 percentage points. */
export function zeroPoint({ tolerance }: PaperResult): CensoredRate {
  return tolerance.ticks.find(({ loss }) => loss === 0)!.ber;
}

/** Formats the 0 % point with its interval, and the rate by the paper's own definition. */
export function zeroText({ tolerance }: PaperResult): string {
  const tick = tolerance.ticks.find(({ loss }) => loss === 0)!;
  const { ber: strict } = tolerance.noIncrease;
  const words = strict === null ? t`nowhere tested` : strict.toExponential(1);
  return t`${tickText(tick, whyUnresolved(tick), 1, '95 %')}, no measured increase: ${words}`;
}

/** Returns true if a censored number is certainly above `limit`. */
export function isAbove(number: CensoredRate | null, limit: number): boolean {
  return number !== null && number.bound !== 'atMost' && number.value > limit;
}

/** Returns true if a number is within a factor of `target`; false for a bound. */
export function isNear({ value, bound }: CensoredRate, target: number, factor = NEAR_FACTOR): boolean {
  return bound === 'exact' && value <= target * factor && value >= target / factor;
}

/**
 * Returns the least and the most tolerant of some results, with the ratio of their 0 % points: a
 * bound if one of these lies outside the tested rates, null if nothing is known of it.
 */
export function spreadOf(results: readonly PaperResult[]): {
  readonly least: PaperResult;
  readonly most: PaperResult;
  readonly ratio: CensoredRate | null;
} {
  const end = { atMost: 0, exact: 1, atLeast: 2 };
  const sorted = results.toSorted((a, b) => {
    const [left, right] = [zeroPoint(a), zeroPoint(b)];
    return end[left.bound] - end[right.bound] || left.value - right.value;
  });
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const [low, high] = [zeroPoint(least), zeroPoint(most)];
  if (low.bound === 'atLeast' || high.bound === 'atMost') return { least, most, ratio: null };
  const isExact = low.bound === 'exact' && high.bound === 'exact';
  return { least, most, ratio: { value: high.value / low.value, bound: isExact ? 'exact' : 'atLeast' } };
}
