import { AssetError } from '../../core/errors';
import { isBundle, type ReadBundle, readBundle } from '../../experiment/documents/bundle';
import type { ShownRun } from '../../experiment/documents/storedRun';
import { completeTrials, type Measurement } from '../../experiment/sweep/results';
import { tolerance } from '../../experiment/ticks/tolerance';

/** Largest bundle that is read, in bytes. A million trials take less. */
const MAX_BUNDLE_BYTES = 128e6;

/** Content of a bundle as the page shows it. */
export interface OpenedBundle {
  readonly link: string;
  readonly runs: readonly ShownRun[];
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
      `The bundle has ${file.size} bytes: expected at most ${MAX_BUNDLE_BYTES}`,
    );
  }
  return importedRuns(readBundle(await file.text(), file.name), file.name);
}

async function importedRuns({ link, environment, runs }: ReadBundle, importedFrom: string) {
  const imported: ShownRun[] = [];
  for (const { measurement } of runs) {
    const run = asMeasured(measurement);
    imported.push({ ...run, tolerance: tolerance(run), environment, importedFrom });
    // The page answers between two bootstraps.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { link, runs: imported };
}

/**
 * Returns a measurement whose spec plans what was measured: a run that was stopped early has fewer
 * trials or rates than it planned. Its trials are in order.
 */
function asMeasured({ spec, baseline, results }: Measurement): Measurement {
  const sorted = results.toSorted((a, b) => a.ber - b.ber || a.trial - b.trial);
  const fewest = completeTrials({ spec, results });
  if (fewest > 0) return { spec: { ...spec, trials: fewest }, baseline, results: sorted };
  const bers = [...new Set(sorted.map(({ ber }) => ber))];
  if (bers.length === 0) return { spec, baseline, results: [] };
  const measured = { ...spec, bers: { kind: 'list' as const, bers } };
  const trials = Math.max(1, completeTrials({ spec: measured, results }));
  return { spec: { ...measured, trials }, baseline, results: sorted };
}
