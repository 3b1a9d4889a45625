import { useLayoutEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { LENSES } from '../experiment/link/view';
import { selectIsLoading, selectNothingToRun } from '../store/selectors/selectors';
import type { Explorer } from '../store/state';
import { CrashBoundary } from './CrashBoundary';
import { PageDrop } from './controls/PageDrop';
import { PartMissing } from './controls/PartMissing';
import { LazyLens } from './lenses/lazyLenses';
import { LENS_TEXTS } from './lenses/lensTexts';
import { BerPanel } from './panels/BerPanel';
import { ChartPanel } from './panels/ChartPanel';
import { Finding } from './panels/Finding';
import { GalleryPanel } from './panels/GalleryPanel';
import { Header } from './panels/Header';
import { LazySettings } from './panels/LazySettings';
import { Notices } from './panels/Notices';
import { newSeed } from './panels/newSeed';
import { TicksPanel } from './panels/TicksPanel';
import { TrialsPanel } from './panels/TrialsPanel';
import { useStoredPaper } from './paper/useStoredPaper';
import { applyTheme, storedTheme } from './themeChoice';
import { ExplorerContext, useExplorer, useExplorerStore } from './useExplorer';
import { useHotkeys } from './useHotkeys';
import { useLoading } from './useLoaded';
import { useTopOf } from './useTopOf';

/** Not before the figure is there, but before anybody asks for it. */
const loadHelp = () => import('./panels/HelpDialog').then(({ HelpDialog }) => HelpDialog);

/** The page over its store. Renders without a window too: the first figure is in the HTML before any script runs. */
export function App({ store }: { readonly store: StoreApi<Explorer> }) {
  return (
    <CrashBoundary store={store}>
      <ExplorerContext value={store}>
        <Page />
      </ExplorerContext>
    </CrashBoundary>
  );
}

function Page() {
  const store = useExplorerStore();
  const lens = useExplorer((state) => state.view.lens);
  // What is stored needs no settings beside it.
  const isWhole = lens === 'models' || lens === 'paper';
  const [table, setTable] = useState(false);
  const [shareOpen, setShareOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const { loaded: HelpDialog, hasFailed: lacksHelp, retry: retryHelp } = useLoading(loadHelp, true);
  const openHelp = () => {
    retryHelp();
    setHelp(true);
  };
  const [sheet, setSheet] = useState(false);
  const figure = useRef<HTMLElement>(null);
  useLayoutEffect(() => applyTheme(storedTheme()), []);
  useStoredPaper();
  useTopOf(lens);
  useHotkeys({
    t: () => setTable((shown) => !shown),
    r() {
      const state = store.getState();
      if (!selectNothingToRun(state) && !selectIsLoading(state)) state.run();
    },
    n: () => store.getState().edit({ seed: newSeed() }),
    s: () => setShareOpen(true),
    ...Object.fromEntries(
      LENSES.map((name, index) => [index + 1, () => store.getState().look({ lens: name })]),
    ),
    '?': openHelp,
    escape: () => (sheet ? setSheet(false) : store.getState().stop()),
  });
  return (
    <div className="page">
      {/* Focus and no jump to an anchor: the address belongs to the experiment. */}
      <button type="button" className="button skip-link" onClick={() => figure.current?.focus()}>
        Skip to the figure
      </button>
      <header>
        {' '}
        <Header shareOpen={shareOpen} onShareOpenChange={setShareOpen} onHelp={openHelp} />
        <div className="title">
          <h1>{LENS_TEXTS[lens].question}</h1>
          <p>{LENS_TEXTS[lens].hint}</p>
        </div>
      </header>{' '}
      <div className={isWhole ? 'columns columns-whole' : 'columns'}>
        <aside className="rail" aria-label="Settings" hidden={isWhole}>
          <div className="dock">
            <BerPanel />
            <button
              type="button"
              className="button sheet-button"
              aria-expanded={sheet}
              aria-controls="settings"
              onClick={() => setSheet(!sheet)}
            >
              {sheet ? 'Close settings' : 'Settings'}
            </button>
          </div>
          <div id="settings" className={sheet ? 'sheet sheet-open' : 'sheet'}>
            <LazySettings />
          </div>
        </aside>
        <main ref={figure} className="effects" tabIndex={-1}>
          <Notices />
          {help && lacksHelp && <PartMissing onRetry={retryHelp} />}
          {lens === 'explore' ? (
            <>
              <ChartPanel table={table} onTableChange={setTable} />
              <div className="details">
                <TrialsPanel />
                <GalleryPanel />
              </div>
              <Finding />
              <TicksPanel />
            </>
          ) : (
            <LazyLens key={lens} name={lens} />
          )}
        </main>
      </div>
      <PageDrop />
      {help && HelpDialog !== null && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
