import { checkModel } from '../../../core/network/catalog';
import { sampleNoun } from '../../../core/network/sampleNoun';
import { formatLink } from '../../link/link';
import { DEFAULT_VIEW, type View } from '../../link/view';
import { dataTitle } from '../../settings/dataId';
import { drawRule } from '../../settings/drawRule';
import { multiple } from '../../text/numberWords';
import {
  BOUND_SIGNS,
  type CensoredRate,
  type Interval,
  type TickRatio,
  whyUnresolved,
} from '../../ticks/tolerance';
import { paperExperiments } from '../figures';
import { fewestTrials, type PaperResult } from '../paperResult';
import type { Slowdown } from '../slowdown';

/** What our measurement says of a claim of the paper. */
export const VERDICTS = ['reproduced', 'direction only', 'not reproduced', 'cannot be tested here'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was measured, by model and the experiment's id. */
export type FindResult = (model: string, id: string) => PaperResult | undefined;

/** Our side of a claim. */
export interface Outcome {
  /** What we measured; empty where nothing was. */
  readonly ours: string;
  /** Networks, data, patterns, samples that it rests on, and how their flips were drawn. */
  readonly settings: string;
  /** Null: the experiments have not run yet, or on too few patterns to say anything. */
  readonly verdict: Verdict | null;
  /** Why this verdict, in a sentence. */
  readonly why: string;
}

/** A statement of the paper that an experiment can confirm or not. */
export interface Claim {
  readonly id: string;
  /** Section and figure: `Sec. 4.2, Fig. 3`. */
  readonly where: string;
  /** What the paper says. */
  readonly words: string;
  /** Its number. */
  readonly number: string;
  /** Opens the experiment live; null where nothing here could test it. */
  readonly link: string | null;
  readonly judge: (find: FindResult, slowdowns: readonly Slowdown[]) => Outcome;
}

/** Patterns per rate that the paper's numbers rest on: 150 (Sec. 4.3.1), 100 in Sec. 4.2. Below it a claim is at most "direction only". */
export const PAPER_PATTERNS = { models: 100, layers: 150 } as const;

/** Fewer patterns than these give no verdict: a first look would be taken for a result. To say no takes as many as an interval. */
const MIN_PATTERNS = { yes: 10, no: 30 } as const;

/** How far from the paper's number ours may be and still count as reproduced: its 0 % points slide with patterns, images and grid. */
export const NEAR_FACTOR = 3;

/** A verdict with its reason, before the number of patterns is looked at. */
interface Judged {
  readonly ours: string;
  /** Null: what was measured does not tell. */
  readonly verdict: Verdict | null;
  readonly why: string;
}

/** Judges results once all of them are there; `patterns` is what the paper's claim rests on. */
export function judgeResults(
  find: FindResult,
  wanted: readonly (readonly [model: string, id: string])[],
  patterns: number,
  judge: (...results: readonly PaperResult[]) => Judged,
): Outcome {
  const found = wanted.map(([model, id]) => find(model, id));
  const missing = wanted.filter((_, index) => {
    const result = found[index];
    return result === undefined || fewestTrials(result) === 0;
  });
  if (missing.length > 0) {
    const titles = [...new Set(missing.map(([model]) => checkModel(model).title))];
    return { ours: '', settings: '', verdict: null, why: `Waits for runs of ${titles.join(', ')}` };
  }
  const results = found as PaperResult[];
  const { ours, verdict, why } = judge(...results);
  const n = Math.min(...results.map(fewestTrials));
  const settings = settingsText(results);
  const fewest = verdict === 'not reproduced' ? MIN_PATTERNS.no : MIN_PATTERNS.yes;
  if (n < fewest) {
    return { ours, settings, verdict: null, why: `Only ${n} patterns so far: a verdict takes ${fewest}` };
  }
  if (verdict !== 'reproduced' || n >= patterns) return { ours, settings, verdict, why };
  return {
    ...{ ours, settings },
    verdict: 'direction only',
    why: `${why}; only ${n} patterns where the paper has ${patterns}`,
  };
}

/** A verdict, or why there is none yet, in the words that people read. */
export function verdictText({ verdict, ours }: Pick<Outcome, 'verdict' | 'ours'>): string {
  return verdict ?? (ours === '' ? 'not run yet' : 'not settled yet');
}

/** The outcome of what no data or weights here can test. */
export function cannotTest(why: string, ours = '', settings = ''): Outcome {
  return { ours, settings, verdict: 'cannot be tested here', why };
}

/** Which networks on which data, patterns, samples and how flips are drawn: the same for all results or listed. */
export function settingsText(results: readonly PaperResult[]): string {
  const titles = results.map(({ spec }) => {
    const { title, dataKind } = checkModel(spec.model);
    const noun = sampleNoun(dataKind);
    return `${title} on ${dataTitle(spec.data, dataKind)} (${spec.images.toLocaleString('en')} ${noun}s)`;
  });
  const patterns = results.map(fewestTrials);
  const [fewest, most] = [Math.min(...patterns), Math.max(...patterns)];
  const rule = drawRule(results.map(({ spec }) => spec));
  return `${[...new Set(titles)].join(', ')}; n ${fewest === most ? fewest : `${fewest} to ${most}`}; ${rule}`;
}

/** The link of one of the reproduction's experiments, under a tab that shows it. */
export function experimentLink(model: string, id: string, tab: View['tab']): string {
  const experiment = paperExperiments(model).find((one) => one.id === id);
  if (experiment === undefined) throw new RangeError(`${model} has no experiment ${id} among the paper's`);
  return formatLink(experiment.spec, { ...DEFAULT_VIEW, tab: tab });
}

/** A rate or a bound of one: `1.8e-5`, `≥ 1.0e-1`. */
function rateText({ value, bound }: CensoredRate): string {
  return `${BOUND_SIGNS[bound]}${value.toExponential(1)}`;
}

/** A ratio of ticks with its interval: `4.1× (95 %: 3.2 to 5.6)`. */
export function ratioText({ ratio, interval }: Pick<TickRatio, 'ratio' | 'interval'>): string {
  if (ratio === null) return 'unknown';
  return `${BOUND_SIGNS[ratio.bound]}${multiple(ratio.value)}×${intervalText(interval, multiple)}`;
}

/** An interval in brackets, or that it is not resolved; ends beyond the grid are said to be there. */
function intervalText(interval: Interval | null, format: (value: number) => string): string {
  if (interval === null) return ' (interval not resolved)';
  const [low, high] = [interval.low, interval.high].map((end) =>
    end === null ? 'beyond the grid' : format(end),
  );
  return ` (95 %: ${low} to ${high})`;
}

/** The point that stands for the paper's 0 %: tick(0), read at 0.1 percentage points, with its interval. */
export function zeroPoint({ tolerance }: PaperResult): CensoredRate {
  return tolerance.ticks.find(({ loss }) => loss === 0)!.ber;
}

/** `1.8e-5 (95 %: …)`, and what the paper's own words would give. */
export function zeroText({ tolerance }: PaperResult): string {
  const tick = tolerance.ticks.find(({ loss }) => loss === 0)!;
  const { ber, interval } = tick;
  const { ber: strict } = tolerance.noIncrease;
  const words = strict === null ? 'nowhere tested' : strict.toExponential(1);
  const sure =
    interval === null ? ` (${whyUnresolved(tick)})` : intervalText(interval, (rate) => rate.toExponential(1));
  return `${rateText(ber)}${ber.bound === 'exact' ? sure : ''}, no measured increase: ${words}`;
}

/** Whether a bounded number is surely above `limit`. */
export function isAbove(number: CensoredRate | null, limit: number): boolean {
  return number !== null && number.bound !== 'atMost' && number.value > limit;
}

/** Whether a number is within a factor of `target`; of one that is only a bound nobody knows. */
export function isNear({ value, bound }: CensoredRate, target: number, factor = NEAR_FACTOR): boolean {
  return bound === 'exact' && value <= target * factor && value >= target / factor;
}

/** How far apart the least and the most tolerant of some results are; a bound where either lies outside the tested rates. */
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

/** A spread in words: `≥ 320×`. */
export function spreadText(ratio: CensoredRate | null): string {
  return ratio === null ? 'unknown' : `${BOUND_SIGNS[ratio.bound]}${multiple(ratio.value)}×`;
}
