import type { StoreApi } from 'zustand/vanilla';
import { t } from '../../core/language/t';
import { makeBundle } from '../../experiment/documents/bundle';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { Explorer } from '../../store/state';
import { saveFile } from '../export/saveFile';
import { pageLink } from '../share/pageLink';

/** Saves a run as a bundle, which opens again by drop. */
export async function downloadRun(store: StoreApi<Explorer>, run: KeptRun, name: string): Promise<void> {
  const kept = await store.getState().shelf?.results(run.key);
  if (kept === undefined)
    throw new Error(t`Cannot export “${name}”: found no results, expected at least one batch`);
  const { spec, device, changedMs } = run;
  const { baseline, results } = kept;
  const bundle = makeBundle([{ label: name, source: 'live', measurement: { spec, baseline, results } }], {
    link: pageLink(formatLink(spec, DEFAULT_VIEW)),
    device: { adapter: device },
    date: new Date(changedMs),
    imagesPerClass: [],
  });
  saveFile(`${['ares', name].join('-')}.json`.replaceAll(/[^\w.,-]+/g, '-'), bundle, 'application/json');
}
