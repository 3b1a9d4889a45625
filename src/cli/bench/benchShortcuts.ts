import type { DevicePreference } from '../../core/device';
import { formatBer } from '../../core/pattern/ber';
import type { ErrorCount, Injection } from '../../core/site/injection';
import { ALL_SHORTCUTS, NO_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { toInjection } from '../../experiment/settings/toInjection';
import { countOf } from '../../experiment/text/numberWords';
import { startNodePool } from '../../worker/nodePool';
import type { PooledEngine } from '../../worker/pool';
import { printStatus } from '../options/command';
import { readEmbeddedData, readModelFiles } from '../session/assets';
import { print } from './timing';

const NUM_WORKERS = 2;
/** Trials of one call of a worker. */
const BATCH = 5;
const RATES = [
  1e-6, 2.15e-6, 4.64e-6, 1e-5, 2.15e-5, 4.64e-5, 1e-4, 2.15e-4, 4.64e-4, 1e-3, 2.15e-3, 4.64e-3, 1e-2,
  2.15e-2, 4.64e-2, 1e-1,
];
const TARGET = 4;
/**
 * Fewest trials per rate for a verdict. With fewer, other work on the machine changes the speed-up
 * more than a shortcut does.
 */
const FEWEST_TRIALS = 20;

interface Contestant {
  readonly title: string;
  readonly shortcuts: Shortcuts;
}

const CONTESTANTS: readonly Contestant[] = [
  { title: 'none', shortcuts: NO_SHORTCUTS },
  { title: 'empty trials', shortcuts: { ...NO_SHORTCUTS, emptyTrials: true } },
  { title: 'layers before', shortcuts: { ...NO_SHORTCUTS, layersBefore: true } },
  { title: 'and sparse', shortcuts: { ...NO_SHORTCUTS, layersBefore: true, sparseUpdates: true } },
  { title: 'all', shortcuts: ALL_SHORTCUTS },
];

/**
 * Times a sweep of LeNetFC's layers, one at a time, with shortcuts and without, alternating at
 * every rate, and compares the counts. Returns 1 when counts differ.
 */
export async function benchShortcuts(device: DevicePreference, trials: number): Promise<number> {
  const pools = await Promise.all(CONTESTANTS.map(({ shortcuts }) => loadedPool(device, shortcuts)));
  const [{ pool }] = pools as [Awaited<ReturnType<typeof loadedPool>>];
  print(`Device: ${pool.report.device} (${pool.report.adapter}), ${pool.report.workers} engine workers`);
  print(
    `LeNetFC, each layer by itself, ${RATES.length} rates, ${countOf(trials, 'trial')}, ${DEFAULT_SPEC.numSamples} images:`,
  );
  print('milliseconds per trial with shortcuts, and the speed-up\n');
  const row = (title: string, cells: readonly string[]) =>
    print(`  ${title.padEnd(14)}${cells.map((cell) => cell.padStart(16)).join('')}`);
  row(
    '',
    CONTESTANTS.map(({ title }) => title),
  );
  const totals = CONTESTANTS.map(() => 0);
  let numDifferent = 0;
  for (const layer of DEFAULT_SPEC.layers) {
    const spec = { ...DEFAULT_SPEC, layers: [layer] };
    // Warm-up, not counted: both workers compile their code and quantise the site.
    for (const { engine } of pools) await evaluateAll(engine, trialsAt(spec, RATES[9]!, 2 * BATCH));
    for (const ber of RATES) {
      const injections = trialsAt(spec, ber, trials);
      const times: number[] = [];
      let wanted: string | undefined;
      for (const { engine } of pools) {
        const startMs = performance.now();
        const counts = JSON.stringify(await evaluateAll(engine, injections));
        times.push(performance.now() - startMs);
        wanted ??= counts;
        if (counts !== wanted) numDifferent++;
      }
      row(`${layer} ${formatBer(ber)}`, cellsOf(times, trials));
      for (const [index, time] of times.entries()) totals[index] = totals[index]! + time;
    }
  }
  row('whole sweep', cellsOf(totals, trials * RATES.length * DEFAULT_SPEC.layers.length));
  for (const loaded of pools) loaded.pool.terminate();
  const speedUp = totals[0]! / totals.at(-1)!;
  print(`\nAll shortcuts: ${describeSpeedUp(speedUp, trials)}`);
  print(
    numDifferent === 0 ? 'All counts are identical' : `Different: ${countOf(numDifferent, 'set')} of counts`,
  );
  return numDifferent === 0 ? 0 : 1;
}

/**
 * Compares the speed-up of all shortcuts with the target, for `trials` at each rate. Too few trials
 * give no verdict.
 */
export function describeSpeedUp(speedUp: number, trials: number): string {
  const verdict =
    trials < FEWEST_TRIALS
      ? `no verdict from ${countOf(trials, 'trial')} at each rate, expected --trials ${FEWEST_TRIALS} or more`
      : speedUp >= TARGET
        ? 'met'
        : 'missed';
  return `${speedUp.toFixed(2)} times as fast (target ${TARGET}): ${verdict}`;
}

/** Formats the milliseconds of one trial, with the speed-up over the first entry. */
function cellsOf(times: readonly number[], trials: number): string[] {
  return times.map((time) => `${(time / trials).toFixed(2)} (${(times[0]! / time).toFixed(2)}x)`);
}

function trialsAt(spec: ExperimentSpec, ber: number, trials: number): Injection[] {
  return Array.from({ length: trials }, (_, trial) => toInjection(spec, ber, trial));
}

async function evaluateAll(engine: PooledEngine, injections: readonly Injection[]): Promise<ErrorCount[]> {
  const { signal } = new AbortController();
  const batches = Array.from({ length: Math.ceil(injections.length / BATCH) }, (_, index) =>
    engine.evaluate(injections.slice(index * BATCH, (index + 1) * BATCH), signal),
  );
  return (await Promise.all(batches)).flat();
}

async function loadedPool(device: DevicePreference, shortcuts: Shortcuts) {
  const pool = await startNodePool(device, printStatus, NUM_WORKERS);
  const engine = await pool.open({
    model: DEFAULT_SPEC.model,
    modelFiles: readModelFiles(DEFAULT_SPEC.model, 'generated'),
    dataFiles: readEmbeddedData('digits', DEFAULT_SPEC.numSamples),
    dataId: 'generated',
    weightsId: 'generated',
    shortcuts,
  });
  return { pool, engine };
}
