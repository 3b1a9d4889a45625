import type { StoreApi } from 'zustand/vanilla';
import { exportDocument } from '../../experiment/documents/exportRows';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { Explorer } from '../../store/state';
import { saveFile } from '../export/saveFile';

/** Saves a run as the JSON document that the command line writes too. */
export async function downloadRun(store: StoreApi<Explorer>, run: KeptRun, name: string): Promise<void> {
  const kept = await store.getState().shelf?.results(run.key);
  if (kept === undefined)
    throw new Error(`Cannot export “${name}”: found no results, expected at least one batch`);
  const { spec } = run;
  const link = location.href.replace(/#.*$/s, '') + formatLink(spec, DEFAULT_VIEW);
  const environment = `${run.device}, ${new Date(run.changedMs).toISOString()}`;
  const { baseline, results } = kept;
  const context = { link, environment, elapsedMs: 0, imagesPerClass: [] };
  const text = JSON.stringify(exportDocument({ spec, baseline, results }, context), null, 1);
  saveFile(`ares ${name}.json`.replaceAll(/[^\w.,-]+/g, '-'), text, 'application/json');
}
