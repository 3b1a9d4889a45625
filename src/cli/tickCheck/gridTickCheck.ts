import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { markdownTable, type TableColumn } from '../../experiment/text/markdownTable';
import { countOf } from '../../experiment/text/numberWords';
import { trialsFingerprint } from '../../worker/fingerprint';
import { printStatus } from '../options/command';
import { endProgress, progressLine } from '../session/progressLine';
import { openSession } from '../session/session';
import { coverageOf, WANTED_SHARE } from './gridCoverage';
import { fillPool, type Pool } from './trialPool';

/** Rates per decade of the reference between the two rates below, which enclose every tick. */
const REFERENCE_PER_DECADE = 16;
const [REFERENCE_FROM, REFERENCE_TO] = [1e-5, 1e-2];

const COLUMNS: readonly TableColumn[] = [
  { title: 'layer', align: 'left' },
  ...[
    'loss',
    'truth',
    'bias of the median tick',
    'with an interval',
    'interval holds truth',
    'truth below, above',
    'median width, decades',
  ].map((title) => ({ title, align: 'right' as const })),
];

interface GridCheck {
  /** Layers of LeNetFC whose ticks are checked, one at a time. */
  readonly layers: readonly string[];
  /** Trials in the pool, each run at every rate. */
  readonly pool: number;
  /** Number of times that the trials of a sweep are drawn from the pool. */
  readonly draws: number;
  /** Folder that keeps pools for later calls; null: none. */
  readonly folder: string | null;
  readonly seed: number;
  /** Engine workers; undefined: one per core. */
  readonly workers: number | undefined;
}

/**
 * Measures the coverage of intervals of ticks that are read off a sweep's default grid. A pool of
 * trials is run once, at the grid and at a finer one, whose ticks are the truth. Then the 30 trials
 * of a sweep are drawn from it again and again. Returns Markdown, and the losses at which too few
 * intervals hold the truth; null when stopped.
 */
export async function checkGridTicks(
  check: GridCheck,
  stop: AbortSignal,
): Promise<{ readonly lines: readonly string[]; readonly missed: readonly string[] } | null> {
  const rows: (readonly string[])[] = [];
  const missed: string[] = [];
  for (const layer of check.layers) {
    const spec = { ...DEFAULT_SPEC, layers: [layer], seed: check.seed };
    const bers = referenceBers(spec);
    const pool = await openPool({ ...spec, trials: check.pool, bers: { kind: 'list', bers } }, check, stop);
    if (pool === null) return null;
    const coverage = await coverageOf(pool, spec, check.draws, (done) => {
      progressLine(`${layer}: ${done} of ${check.draws} sweeps`);
      return stop.aborted;
    });
    endProgress();
    if (coverage === null) return null;
    rows.push(...coverage.rows.map((row) => [layer, ...row]));
    for (const loss of coverage.missed)
      missed.push(
        `${layer}: fewer than ${100 * WANTED_SHARE} % of the intervals hold the tick at ${countOf(loss, 'point')}`,
      );
  }
  return { lines: markdownTable(COLUMNS, rows), missed };
}

/** Opens the engine and fills the pool with the rates and trials of `spec`; null when stopped. */
async function openPool(spec: ExperimentSpec, check: GridCheck, stop: AbortSignal): Promise<Pool | null> {
  const session = await openSession({ spec, dataFolder: null, device: 'wasm' }, printStatus, check.workers);
  try {
    const { engine } = session;
    if (check.folder !== null) mkdirSync(check.folder, { recursive: true });
    return await fillPool(spec, engine, {
      fingerprint: trialsFingerprint(engine.assets, spec),
      journal: check.folder === null ? null : join(check.folder, `${spec.layers.join('-')}.jsonl`),
      stop,
      onBatch: (ran) => progressLine(`${spec.layers.join()}: ${ran} of ${check.pool} trials`),
    });
  } finally {
    endProgress();
    session.pool.terminate();
  }
}

/** Returns the spec's own rates and the finer ones, ascending. */
function referenceBers({ bers }: ExperimentSpec): readonly number[] {
  const steps = Math.round(REFERENCE_PER_DECADE * Math.log10(REFERENCE_TO / REFERENCE_FROM));
  const fine = Array.from({ length: steps + 1 }, (_, step) =>
    Number((REFERENCE_FROM * 10 ** (step / REFERENCE_PER_DECADE)).toPrecision(3)),
  );
  return [...new Set([...gridBers(bers), ...fine])].sort((a, b) => a - b);
}
