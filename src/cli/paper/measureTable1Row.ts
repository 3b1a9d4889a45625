import type { DevicePreference } from '../../core/device';
import { trainingSetTitle } from '../../core/network/catalog';
import type { ModelDescription, TrainingSet } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { type FormatMap, testedFormats } from '../../experiment/formats/formatMap';
import { searchFormats } from '../../experiment/formats/formatSearch';
import { mapImages } from '../../experiment/formats/table1';
import type { Table1Row } from '../../experiment/formats/table1Row';
import { mostSamples } from '../../experiment/settings/checkNumSamples';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { advanceThroughput, remainingMs, startThroughput } from '../../experiment/sweep/progress';
import { countOf } from '../../experiment/text/numberWords';
import { assetsFingerprint } from '../../worker/fingerprint';
import type { PooledEngine } from '../../worker/pool';
import { printStatus } from '../options/command';
import { endProgress, leftText, progressLine } from '../session/progressLine';
import { environmentOf, openSession, type Session } from '../session/session';

const PROGRESS_EVERY_MS = 2000;

/** Options of the measurement of a row of Table 1. */
export interface MeasureOptions {
  /** Images of each error map, at most the test set. Undefined: the model's default. */
  readonly images: number | undefined;
  readonly device: DevicePreference;
  /** Engine workers; undefined: one per core. */
  readonly workers: number | undefined;
  readonly stop: AbortSignal;
  /** Receives the row each time that a part of it is finished. */
  readonly keep: (row: Table1Row) => void;
}

/** Files that a row is measured with. */
interface RowFiles {
  /** The test set; null: the embedded one. */
  readonly dataFolder: string | null;
  /** The weights, for a model without shipped weights of the set. */
  readonly weightsFile?: string;
}

/**
 * Measures the row of a model's weights for `set`. Measures only what `stored` lacks or holds for
 * other weights, data, engine or number of images. If stopped early, returns the finished parts, or
 * null if there are none. Throws the errors of `openSession` and of the engine.
 */
export async function measureTable1Row(
  model: ModelDescription,
  set: TrainingSet,
  files: RowFiles,
  stored: Table1Row | null,
  { images, device, workers, stop, keep }: MeasureOptions,
): Promise<Table1Row | null> {
  const spec: ExperimentSpec = {
    ...specOfModel(model.id, DEFAULT_SPEC),
    data: set,
    weights: set,
    numSamples: mostSamples(set, model.dataKind),
  };
  const session = await openSession({ spec, ...files, device }, printStatus, workers);
  const { pool, engine } = session;
  // Ends at once: a pass over a whole test set may take minutes.
  stop.addEventListener('abort', () => pool.terminate(), { once: true });
  const { numSamples } = engine.assets;
  const fingerprint = assetsFingerprint(engine.assets, model);
  const name = `${model.title} on ${trainingSetTitle(set, model.dataKind)}`;
  const environment = environmentText(session);
  let row = stored?.fingerprint === fingerprint ? stored : null;
  const keepRow = (next: Table1Row): Table1Row => {
    row = next;
    keep(next);
    return next;
  };
  try {
    let next =
      row ?? keepRow(await floatRow(engine, { model: model.id, set, fingerprint, environment }, stop));
    for (const structure of ['weights', 'activations'] as const) {
      const known = next.maps[structure];
      const numTested = Math.min(images ?? mapImages(model, numSamples), numSamples);
      if (known !== null && (images === undefined || known.images === numTested)) continue;
      const map = await search(engine, model, structure, numTested, stop, `${name}, ${structure}`);
      next = keepRow({ ...next, maps: { ...next.maps, [structure]: map }, environment });
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    pool.terminate();
  }
  return row;
}

async function floatRow(
  engine: PooledEngine,
  row: Pick<Table1Row, 'model' | 'set' | 'fingerprint' | 'environment'>,
  stop: AbortSignal,
): Promise<Table1Row> {
  const total = engine.assets.numSamples;
  printStatus(`${row.model} ${row.set}: float error on ${total} images`);
  const right = await engine.correct(null, total, stop);
  const wrong = right.filter((isRight) => isRight === 0).length;
  return { ...row, floatError: { wrong, total }, maps: { weights: null, activations: null } };
}

async function search(
  engine: PooledEngine,
  { dataKind }: ModelDescription,
  structure: QuantizedStructure,
  images: number,
  stop: AbortSignal,
  name: string,
): Promise<FormatMap> {
  const formats = testedFormats(structure, dataKind);
  const now = () => performance.now();
  let throughput = startThroughput(engine.parallel, engine.parallel);
  let saidMs = now();
  let done = 0;
  const startMs = now();
  const map = await searchFormats(engine, { structure, formats, images }, stop, () => {
    done++;
    throughput = advanceThroughput(throughput, 1, now());
    if (now() - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = now();
    const left = remainingMs([{ throughput, left: formats.length - done }]);
    progressLine(`${name}: ${done} of ${formats.length} types${leftText(left)}`);
  });
  endProgress();
  printStatus(
    `${name}: ${countOf(formats.length, 'type')} on ${countOf(images, 'image')} in ${((now() - startMs) / 1000).toFixed(1)} s`,
  );
  return map;
}

function environmentText(session: Session): string {
  const { adapter, workers, aresExplorer, node, tfjs, date } = environmentOf(session);
  return `${adapter}, ${workers} workers, Ares Explorer ${aresExplorer}, tfjs ${tfjs}, Node ${node}, ${String(date).slice(0, 10)}`;
}
