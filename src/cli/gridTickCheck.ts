import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetError } from '../core/errors';
import { philox4x32 } from '../core/philox';
import { gridBers } from '../experiment/berGrid';
import type { Baseline, Measurement, ScoredTrial } from '../experiment/results';
import { experimentKey } from '../experiment/spec/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/spec/experimentSpec';
import { toInjection } from '../experiment/spec/toInjection';
import { TICK_LOSSES } from '../experiment/tickFit';
import { type Tick, tolerance } from '../experiment/tolerance';
import { say } from './command';
import { endProgress, progressLine } from './progressLine';
import { bounded } from './report';
import { openSession, type Session } from './session';

/** Layers of LeNetFC whose ticks are checked, and the losses whose intervals must hold the truth. */
const LAYERS = ['fc-1', 'fc-2', 'fc-3'];
const WANTED_LOSSES: readonly number[] = [1, 5, 10];
/** Share of the intervals that must hold the truth. */
const WANTED_SHARE = 0.93;
/** Rates per decade of the reference between the lowest and the highest of these, where every tick lies. */
const REFERENCE_PER_DECADE = 16;
const [REFERENCE_FROM, REFERENCE_TO] = [1e-5, 1e-2];
/** Key word of the drawing of patterns from the pool, the letters "pool". */
const DRAW_KEY = 0x706f6f6c;
/** Trial numbers between two writings of what has run. */
const BATCH = 5;

export interface GridCheck {
  /** Fault patterns in the pool, each run at every rate. */
  readonly pool: number;
  /** Times that a sweep's patterns are drawn from it. */
  readonly draws: number;
  /** Where pools are kept and taken up again; null: nowhere. */
  readonly folder: string | null;
  readonly seed: number;
  /** Engine workers; undefined: one per core. */
  readonly workers: number | undefined;
}

/** The counts of one layer: `wrong[trial][rate]`. */
interface Pool {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  readonly bers: readonly number[];
  readonly wrong: readonly (readonly number[])[];
}

/**
 * Measures how often the intervals of ticks that are read off a sweep's default grid hold the truth: a pool of patterns is run once,
 * at the grid and at a finer one whose ticks are the truth of the pool; then the 30 patterns of a sweep are drawn from it again
 * and again. Returns Markdown, and the places where too few intervals held; null when stopped.
 */
export async function checkGridTicks(
  check: GridCheck,
  stop: AbortSignal,
): Promise<{ readonly lines: readonly string[]; readonly missed: readonly string[] } | null> {
  const lines = [
    '| layer | loss | truth | median tick | with an interval | interval holds truth | truth below, above | median width |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const missed: string[] = [];
  for (const layer of LAYERS) {
    const pool = await fillPool({ ...DEFAULT_SPEC, layers: [layer], seed: check.seed }, check, stop);
    if (pool === null) return null;
    const every = Array.from({ length: check.pool }, (_, trial) => trial);
    const truths = tolerance(measurementOf(pool, pool.bers, every))!.ticks;
    const drawn: (readonly Tick[])[] = [];
    for (let draw = 0; draw < check.draws && !stop.aborted; draw++) {
      const trials = drawTrials(check.pool, pool.spec.trials, draw);
      drawn.push(tolerance(measurementOf(pool, gridBers(pool.spec.bers), trials))!.ticks);
      progressLine(`${layer}: ${draw + 1} of ${check.draws} sweeps`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    endProgress();
    if (stop.aborted) return null;
    TICK_LOSSES.forEach((loss, index) => {
      const { row, share } = describeTick(
        truths[index]!,
        drawn.map((ticks) => ticks[index]!),
      );
      lines.push(`| ${layer} | ${loss} points | ${row} |`);
      if (WANTED_LOSSES.includes(loss) && !(share >= WANTED_SHARE))
        missed.push(
          `${layer}: fewer than ${100 * WANTED_SHARE} % of the intervals hold the tick at ${loss} points`,
        );
    });
  }
  return { lines, missed };
}

/** Runs the patterns that the kept pool lacks; null when stopped. */
async function fillPool(spec: ExperimentSpec, check: GridCheck, stop: AbortSignal): Promise<Pool | null> {
  const bers = referenceBers(spec);
  const session = await openSession({ spec, dataFolder: null, device: 'wasm' }, say, check.workers);
  try {
    const site = toInjection(spec, bers[0]!, 0).site;
    const baseline = await session.engine.baseline(site, spec.images, stop);
    const kept = keptTrials(spec, bers, check);
    const wrong = [...kept.wrong];
    while (wrong.length < check.pool && !stop.aborted) {
      const trials = Array.from(
        { length: Math.min(BATCH, check.pool - wrong.length) },
        (_, index) => wrong.length + index,
      );
      const counts = await Promise.all(trials.map((trial) => runTrial(session, spec, bers, trial, stop)));
      wrong.push(...counts);
      if (kept.file !== null)
        appendFileSync(kept.file, counts.map((count) => `${JSON.stringify(count)}\n`).join(''));
      progressLine(
        `${spec.layers.join()}: ${wrong.length} of ${check.pool} patterns at ${bers.length} rates`,
      );
    }
    endProgress();
    return { spec, baseline, bers, wrong: wrong.slice(0, check.pool) };
  } catch (error) {
    if (stop.aborted) return null;
    throw error;
  } finally {
    session.pool.terminate();
  }
}

async function runTrial(
  { engine }: Session,
  spec: ExperimentSpec,
  bers: readonly number[],
  trial: number,
  stop: AbortSignal,
): Promise<readonly number[]> {
  const injections = bers.map((ber) => toInjection(spec, ber, trial));
  return (await engine.evaluate(injections, stop)).map(({ wrong }) => wrong);
}

/** What an earlier call left: a line that names the experiment, then the counts of one pattern a line. */
function keptTrials(
  spec: ExperimentSpec,
  bers: readonly number[],
  { folder }: GridCheck,
): { readonly file: string | null; readonly wrong: readonly (readonly number[])[] } {
  if (folder === null) return { file: null, wrong: [] };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${spec.layers.join('-')}.jsonl`);
  const head = JSON.stringify({ experiment: experimentKey(spec), bers });
  if (!existsSync(file)) {
    writeFileSync(file, `${head}\n`);
    return { file, wrong: [] };
  }
  const [found, ...lines] = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  if (found !== head)
    throw new AssetError(file, 'The file holds patterns of another experiment: expected those of this check');
  return { file, wrong: lines.map((line) => JSON.parse(line) as readonly number[]) };
}

/** The spec's own rates and the finer ones, ascending. */
function referenceBers({ bers }: ExperimentSpec): readonly number[] {
  const steps = Math.round(REFERENCE_PER_DECADE * Math.log10(REFERENCE_TO / REFERENCE_FROM));
  const fine = Array.from({ length: steps + 1 }, (_, step) =>
    Number((REFERENCE_FROM * 10 ** (step / REFERENCE_PER_DECADE)).toPrecision(3)),
  );
  return [...new Set([...gridBers(bers), ...fine])].sort((a, b) => a - b);
}

/** The measurement of these patterns of the pool at these of its rates; patterns are numbered from 0 again. */
function measurementOf(pool: Pool, bers: readonly number[], trials: readonly number[]): Measurement {
  const { spec, baseline } = pool;
  const results = bers.flatMap((ber) => {
    const rate = pool.bers.indexOf(ber);
    return trials.map(
      (trial, index): ScoredTrial => ({
        ber,
        trial: index,
        wrong: pool.wrong[trial]![rate]!,
        total: spec.images,
      }),
    );
  });
  return { spec, baseline, results };
}

/** `count` different numbers below `size`, the same for equal `draw` (Fisher and Yates). */
function drawTrials(size: number, count: number, draw: number): readonly number[] {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const random = new Uint32Array(4);
  for (let index = 0; index < count; index++) {
    philox4x32(index, draw, 0, 0, DRAW_KEY, 0, random);
    const other = index + Math.floor(((size - index) * random[0]!) / 2 ** 32);
    [numbers[index], numbers[other]] = [numbers[other]!, numbers[index]!];
  }
  return numbers.slice(0, count);
}

/** The cells of one tick, and the share of its intervals that hold the truth. */
function describeTick(truth: Tick, drawn: readonly Tick[]): { readonly row: string; readonly share: number } {
  const { value } = truth.ber;
  const intervals = drawn.flatMap(({ interval }) => (interval === null ? [] : [interval]));
  const below = intervals.filter(({ low }) => low !== null && low > value).length;
  const above = intervals.filter(({ high }) => high !== null && high < value).length;
  const holding = intervals.length - below - above;
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const widths = intervals.map(({ low, high }) =>
    low === null || high === null ? Number.POSITIVE_INFINITY : Math.log10(high / low),
  );
  const rates = drawn.map(({ ber }) => ber.value);
  const cells =
    intervals.length === 0
      ? ['–', '–', '–']
      : [
          percent(holding, intervals.length),
          `${percent(below, intervals.length)}, ${percent(above, intervals.length)}`,
          median(widths).toFixed(3),
        ];
  const row = [
    bounded(truth.ber),
    median(rates).toExponential(2),
    percent(intervals.length, drawn.length),
    ...cells,
  ];
  return { row: row.join(' | '), share: holding / intervals.length };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
