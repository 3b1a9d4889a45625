import { renderToStaticMarkup } from 'react-dom/server';
import { STORED_RUNS } from '../experiment/documents/storedRuns';
import { createExplorer } from '../store/explorer';
import { DIRECT_DESK } from '../store/selectors/directDesk';
import { App } from './App';
import { EarlySettingsContext } from './settings/LazySettings';
import { Settings } from './settings/Settings';

/** Renders the page with its recorded run and without an engine, as markup for the built HTML. */
export function renderApp(): string {
  const store = createExplorer({
    hash: '',
    storedRuns: STORED_RUNS,
    startPool: () => Promise.reject(new TypeError('Cannot start an engine while the page is prerendered')),
    openTickDesk: () => DIRECT_DESK,
    assetBase: '',
    openCaches: () => Promise.reject(new TypeError('Cannot open caches while the page is prerendered')),
    now: () => 0,
  });
  return renderToStaticMarkup(
    <EarlySettingsContext value={{ Settings }}>
      <App store={store} />
    </EarlySettingsContext>,
  );
}
