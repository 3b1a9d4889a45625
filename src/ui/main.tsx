import { createRoot } from 'react-dom/client';
import { messagesInUse, t } from '../core/language/t';
import { TRANSFORMERS } from '../core/network/catalog';
import { STORED_RUNS } from '../experiment/documents/storedRuns';
import { parseLink } from '../experiment/link/link';
import { browserDatabase } from '../store/cache/browserDatabase';
import { cacheChip } from '../store/cache/chipCache';
import type { StartPool } from '../store/engine/engineSession';
import { loadEngineScript } from '../store/engine/loadScript';
import { createExplorer } from '../store/explorer';
import { syncLink } from '../store/linkSync';
import { tabStopMemory } from '../store/runs/stopMemory';
import { createTickDesk, type TickDesk } from '../store/selectors/tickDesk';
import { startTicksWorker } from '../worker/browserTicks';
import { App } from './App';
import { hearsDone } from './doneSound';
import { openInLanguage } from './language/language';
import { EarlySettingsContext } from './settings/LazySettings';
import './theme.css';

/**
 * Returns the hash, or the whole address if it holds a link that lost its #. In the second case it
 * removes the link from the path, because the page writes it into the hash.
 */
function openedLink(): string {
  if (location.hash !== '' || parseLink(location.href).kind === 'none') return location.hash;
  const lost = location.href;
  history.replaceState(null, '', new URL('.', lost).pathname);
  return lost;
}

const options = {
  storedRuns: STORED_RUNS,
  startPool: async (...how: Parameters<StartPool>) =>
    (await loadEngineScript(() => import('../worker/browserPool'))).startBrowserPool(...how),
  openTickDesk: (publish: (desk: TickDesk) => void) => createTickDesk(startTicksWorker, publish),
  assetBase: new URL('.', document.baseURI).href,
  now: () => performance.now(),
};
const place = document.getElementById('root')!;

/** Opens the whole page. */
function openPage(): void {
  const opened = openedLink();
  const openDatabase = browserDatabase();
  const store = createExplorer({
    ...options,
    hash: opened,
    openCaches: async (refused) =>
      (await loadEngineScript(() => import('../store/cache/browserCaches'))).browserCaches(
        openDatabase,
        refused,
      ),
    stopMemory: tabStopMemory(),
  });
  // Heard before the page takes a hash for a link.
  for (const type of ['popstate', 'hashchange'])
    window.addEventListener(type, (event) => {
      if (!OTHER_PLACE.test(location.hash)) return;
      event.stopImmediatePropagation();
      location.reload();
    });
  syncLink(store, window);
  void cacheChip(store, openDatabase);
  // The HTML's settings are English.
  const settings =
    messagesInUse() !== null ? {} : { nodes: [...(document.getElementById('settings')?.childNodes ?? [])] };
  createRoot(place).render(
    <EarlySettingsContext value={opened === '' ? settings : {}}>
      <App store={store} />
    </EarlySettingsContext>,
  );
  document.addEventListener('visibilitychange', () =>
    store.setVisible(document.visibilityState === 'visible' || hearsDone()),
  );
  window.addEventListener('online', () => {
    if (store.getState().engine.kind === 'failed') void store.start();
  });
  void store.start();
  // Settings are remembered from the moment on when the script is here.
  void import('./undoKeys').then(
    ({ listenForUndo }) => listenForUndo(store),
    () => undefined,
  );
  void import('./print/listenForPrint').then(
    ({ listenForPrint }) => listenForPrint(store),
    () => undefined,
  );
  if (import.meta.env.PROD)
    void import('../store/offline/keepOffline').then(
      ({ keepOffline }) => keepOffline(store),
      () => undefined,
    );
}

/** Addresses of the page that hold no experiment: states for tests, and what the browser keeps. */
const OTHER_PLACE = /^#\/(?:state\b|reset$)/;

/** Loads another part in place of the page, whole: nothing of the page runs meanwhile. */
function openOtherPlace(): void {
  import('./states/openPlace').then(
    ({ openPlace }) => openPlace(place, options),
    () => {
      place.textContent = t`This part of the page could not be loaded. Reload to try again.`;
    },
  );
}

/** Opens what the address names: a figure in a frame, another place, or the whole page. */
function openAddress(): void {
  // The page for frames shows one figure, as does a link with `embed=1` in the whole page.
  if (/\/embed\.html$/.test(location.pathname) || /[?&]embed=1(?:&|$)/.test(location.hash)) {
    import('./embed/openEmbed').then(
      ({ openEmbed }) => openEmbed(place, { ...options, hash: location.hash }),
      () => {
        place.textContent = t`The script of this figure could not be loaded. Reload to try again.`;
      },
    );
  } else if (OTHER_PLACE.test(location.hash)) openOtherPlace();
  else openPage();
}

const loadTransformers = () =>
  import('../core/network/networks/transformers').then(
    () => undefined,
    // A link that needs them is refused as one with an unknown network.
    () => undefined,
  );

void openInLanguage(async () => {
  if (TRANSFORMERS.test(location.href)) await loadTransformers();
  openAddress();
  void loadTransformers();
});
