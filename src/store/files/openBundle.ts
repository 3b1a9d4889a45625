import { AssetError, SpecError } from '../../core/errors';
import { t } from '../../core/language/t';
import { isBundle, type ReadBundle, readBundle } from '../../experiment/documents/bundle';
import type { ShownRun } from '../../experiment/documents/storedRun';
import { checkSpec } from '../../experiment/settings/checkSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { groupByBer, type Measurement } from '../../experiment/sweep/results';
import { tolerance } from '../../experiment/ticks/tolerance';
import { checkLink } from './checkLink';

/** Largest bundle that is read, in bytes. A million trials take less. */
const MAX_BUNDLE_BYTES = 128e6;

/** Content of a bundle as the page shows it. */
export interface OpenedBundle {
  readonly link: string;
  readonly runs: readonly ShownRun[];
  /** Data and weights of the reader who saved the bundle. */
  readonly files: readonly File[];
}

/**
 * Reads the runs in a bundle, or in the JSON of a sweep, with their ticks computed anew. Null if
 * the file is neither. Throws AssetError naming what is wrong.
 */
export async function openBundle(file: File): Promise<OpenedBundle | null> {
  if (!isBundle(await file.slice(0, 400).text())) return null;
  if (file.size > MAX_BUNDLE_BYTES) {
    throw new AssetError(
      file.name,
      t`The bundle has ${file.size} bytes: expected at most ${MAX_BUNDLE_BYTES}`,
    );
  }
  const bundle = readBundle(await file.text(), file.name);
  checkLink(bundle.link, file.name);
  return importedRuns(bundle, file.name);
}

async function importedRuns(bundle: ReadBundle, importedFrom: string): Promise<OpenedBundle> {
  const { link, environment, runs } = bundle;
  const imported: ShownRun[] = [];
  for (const { measurement } of runs) {
    const run = asMeasured(measurement, importedFrom);
    imported.push({ ...run, tolerance: tolerance(run), environment, importedFrom });
    // The page answers between two bootstraps.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { link, runs: imported, files: bundle.files.map(({ name, bytes }) => new File([bytes], name)) };
}

/**
 * Returns a measurement whose spec plans what was measured: a run that was stopped early has fewer
 * trials or rates than it planned, and an edited file may have more. Its trials are in order. Those
 * at rates that the cursor visited are left out if there are others.
 */
function asMeasured({ spec, baseline, results }: Measurement, name: string): Measurement {
  const byBer = groupByBer(results.toSorted((a, b) => a.trial - b.trial));
  const measured = [...byBer.keys()].filter((ber) => ber > 0);
  if (measured.length === 0) return { spec, baseline, results: [] };
  const isWhole = gridBers(spec.bers).every((ber) => byBer.has(ber));
  const bers = isWhole ? spec.bers : { kind: 'list' as const, bers: measured };
  const byRate = (isWhole ? gridBers(bers) : measured).map((ber) => byBer.get(ber)!);
  const trials = Math.min(...byRate.map(({ length }) => length));
  try {
    return { spec: checkSpec({ ...spec, bers, trials }), baseline, results: byRate.flat() };
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    throw new AssetError(name, t`The trials cannot be used. ${cause.message}`, { cause });
  }
}
