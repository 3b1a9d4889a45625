import { createRoot } from 'react-dom/client';
import { STORED_RUNS } from '../experiment/storedRuns';
import { createExplorer } from '../store/explorer';
import { keepChip } from '../store/keepChip';
import { syncLink } from '../store/linkSync';
import { browserParts } from '../store/partsVault';
import { browserVault } from '../store/resultsVault';
import { tabStopMemory } from '../store/stopMemory';
import { startBrowserPool } from '../worker/browserPool';
import { App } from './App';
import './theme.css';
import { browserTicks } from '../store/ticksVault';

const store = createExplorer({
  hash: location.hash,
  storedRuns: STORED_RUNS,
  startPool: startBrowserPool,
  assetBase: new URL('.', document.baseURI).href,
  vault: browserVault((reason) => console.warn(`Results last as long as this page: ${reason}`)),
  ticks: browserTicks(),
  parts: browserParts(),
  stopMemory: tabStopMemory(),
  now: () => performance.now(),
});
syncLink(store, window);
void keepChip(store);
createRoot(document.getElementById('root')!).render(<App store={store} />);
document.addEventListener('visibilitychange', () => store.setVisible(document.visibilityState === 'visible'));
void store.start();
