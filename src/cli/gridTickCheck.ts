import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { philox4x32 } from '../core/philox';
import { gridBers } from '../experiment/berGrid';
import { percentOf } from '../experiment/numberWords';
import type { ScoredTrial } from '../experiment/results';
import { DEFAULT_SPEC, type ExperimentSpec } from '../experiment/spec/experimentSpec';
import { TICK_LOSSES } from '../experiment/tickFit';
import { type Tick, tolerance } from '../experiment/tolerance';
import { trialsFingerprint } from '../worker/fingerprint';
import { say } from './command';
import { fillPool, type Pool } from './patternPool';
import { endProgress, progressLine } from './progressLine';
import { bounded } from './report';
import { openSession } from './session';

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
    const spec = { ...DEFAULT_SPEC, layers: [layer], seed: check.seed };
    const bers = referenceBers(spec);
    const pool = await openPool({ ...spec, trials: check.pool, bers: { kind: 'list', bers } }, check, stop);
    if (pool === null) return null;
    const every = Array.from({ length: check.pool }, (_, trial) => trial);
    const truths = tolerance(measurementOf(pool, bers, every))!.ticks;
    const drawn: (readonly Tick[])[] = [];
    for (let draw = 0; draw < check.draws && !stop.aborted; draw++) {
      const trials = drawTrials(check.pool, spec.trials, draw);
      drawn.push(tolerance(measurementOf(pool, gridBers(spec.bers), trials))!.ticks);
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

/** Opens the engine and fills the pool of `spec`'s rates and trials; null when stopped. */
async function openPool(spec: ExperimentSpec, check: GridCheck, stop: AbortSignal): Promise<Pool | null> {
  const session = await openSession({ spec, dataFolder: null, device: 'wasm' }, say, check.workers);
  try {
    const { engine } = session;
    if (check.folder !== null) mkdirSync(check.folder, { recursive: true });
    return await fillPool(spec, engine, {
      fingerprint: trialsFingerprint(engine.assets, spec),
      journal: check.folder === null ? null : join(check.folder, `${spec.layers.join('-')}.jsonl`),
      stop,
      onBatch: (ran) => progressLine(`${spec.layers.join()}: ${ran} of ${check.pool} patterns`),
    });
  } finally {
    endProgress();
    session.pool.terminate();
  }
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
function measurementOf({ spec, baseline, wrong }: Pool, bers: readonly number[], trials: readonly number[]) {
  const results = bers.flatMap((ber) => {
    const counts = wrong.get(ber)!;
    return trials.map(
      (trial, index): ScoredTrial => ({ ber, trial: index, wrong: counts[trial]!, total: spec.images }),
    );
  });
  return { spec: { ...spec, trials: trials.length }, baseline, results };
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
  const widths = intervals.map(({ low, high }) =>
    low === null || high === null ? Number.POSITIVE_INFINITY : Math.log10(high / low),
  );
  const rates = drawn.map(({ ber }) => ber.value);
  const cells =
    intervals.length === 0
      ? ['–', '–', '–']
      : [
          percentOf(holding / intervals.length),
          `${percentOf(below / intervals.length)}, ${percentOf(above / intervals.length)}`,
          median(widths).toFixed(3),
        ];
  const row = [
    bounded(truth.ber),
    median(rates).toExponential(2),
    percentOf(intervals.length / drawn.length),
    ...cells,
  ];
  return { row: row.join(' | '), share: holding / intervals.length };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
