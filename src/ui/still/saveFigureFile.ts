import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { figureDocument } from '../../experiment/embed/figureDocument';
import { formatLink } from '../../experiment/link/link';
import { networkWord } from '../../experiment/settings/networkTitle';
import { siteTitle } from '../../experiment/settings/siteTitle';
import type { Measurement } from '../../experiment/sweep/results';
import { selectBaseline, selectTrials } from '../../store/selectors/selectors';
import { selectStored } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { saveFile } from '../export/saveFile';
import { pageLink } from '../share/pageLink';
import { figureFile } from './figureFile';

/** Module that the build writes beside the page (`figureModule`). */
const MODULE = 'ares-explorer-widget.js';

/** Results of a figure, and the device that ran them. */
interface Held {
  readonly measurement: Measurement;
  readonly environment: string;
}

/** Returns the live or the recorded results, whichever has more trials. Null without any. */
export function heldResults(state: ExplorerState): Held | null {
  const stored = selectStored(state);
  const results = selectTrials(state);
  const baseline = selectBaseline(state);
  if (baseline === null || results.length <= (stored?.results.length ?? 0))
    return stored === null || stored.results.length === 0
      ? null
      : { measurement: stored, environment: stored.environment };
  const environment = state.engine.kind === 'ready' ? state.engine.report.adapter : '';
  return { measurement: { spec: state.spec, baseline, results }, environment };
}

/**
 * Saves the page's own experiment as an HTML file with its figure, of which `picture` is an SVG.
 * Throws TypeError if there are no results, and Error if the module of such files cannot be loaded.
 */
export async function saveFigureFile(state: ExplorerState, picture: string): Promise<void> {
  const held = heldResults(state);
  if (held === null) throw new TypeError('Cannot save the figure: found no results, expected some');
  const response = await fetch(new URL(MODULE, document.baseURI)).catch(() => null);
  if (response?.ok !== true)
    throw new Error(t`The script of the file could not be loaded: the page may be offline`);
  const { measurement, environment } = held;
  const { spec } = measurement;
  const link = pageLink(formatLink(spec, state.view));
  const content = { results: figureDocument(measurement, environment), link };
  const title = `${checkModel(spec.model).title}: ${siteTitle(spec)}`;
  const html = await figureFile(title, content, await response.text(), picture);
  saveFile(`ares-explorer-${networkWord(checkModel(spec.model))}.html`, html, 'text/html');
}
