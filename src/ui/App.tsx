import { useLayoutEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { t } from '../core/language/t';
import { isClassifier } from '../core/samples/measure';
import { holdOn } from '../experiment/lesson/teacherHold';
import { TABS, type View } from '../experiment/link/view';
import { selectIsLoading, selectModel, selectNothingToRun } from '../store/selectors/selectors';
import type { Explorer } from '../store/state';
import { CrashBoundary } from './CrashBoundary';
import { PartMissing } from './controls/PartMissing';
import { Header } from './header/Header';
import { Notices } from './header/Notices';
import { ExplorerContext, useExplorer, useExplorerStore } from './hooks/useExplorer';
import { useHotkeys } from './hooks/useHotkeys';
import { useLoaded, useLoading } from './hooks/useLoaded';
import { useTopOf } from './hooks/useTopOf';
import { BerPanel } from './settings/BerPanel';
import { LazySettings } from './settings/LazySettings';
import { newSeed } from './settings/newSeed';
import { Verdict } from './share/Verdict';
import { PinnedPart } from './shelf/PinnedPart';
import { ChartPanel } from './tabs/explore/ChartPanel';
import { Finding } from './tabs/explore/Finding';
import { GalleryPanel } from './tabs/explore/GalleryPanel';
import { TicksPanel } from './tabs/explore/TicksPanel';
import { TrialsPanel } from './tabs/explore/TrialsPanel';
import { LazyTab } from './tabs/lazyTabs';
import { useStoredPaper } from './tabs/paper/useStoredPaper';
import { TAB_TEXTS, tabKey } from './tabs/tabTexts';
import { applyTheme, storedTheme } from './themeChoice';

/** Loads the part that takes dropped files after the first figure. */
const loadDrop = () => import('./controls/PageDrop').then(({ PageDrop }) => PageDrop);

const loadHeld = () => import('./tabs/learn/HeldNote').then(({ HeldNote }) => HeldNote);

/** Loads the help dialog after the first figure, before a reader opens it. */
const loadHelp = () => import('./header/HelpDialog').then(({ HelpDialog }) => HelpDialog);

/**
 * Draws the page from its store. Also renders without a window: the built HTML holds the first
 * figure.
 */
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
  const tab = useExplorer((state) => state.view.tab);
  // Tabs that show only stored results, and lessons, have no settings.
  const isWhole = tab === 'models' || tab === 'paper' || tab === 'learn';
  const [table, setTable] = useState(false);
  const [shareOpen, setShareOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const { loaded: HelpDialog, hasFailed: lacksHelp, retry: retryHelp } = useLoading(loadHelp, true);
  const PageDrop = useLoaded(loadDrop, true);
  const openHelp = () => {
    retryHelp();
    setHelp(true);
  };
  const [sheet, setSheet] = useState(false);
  const hasAnswers = useExplorer((state) => isClassifier(selectModel(state).numClasses));
  const holds = useExplorer(({ view }) => view.tab !== 'learn' && `${view.lock}${view.hide}` !== '');
  const Held = useLoaded(loadHeld, holds);
  const figure = useRef<HTMLElement>(null);
  useLayoutEffect(() => applyTheme(storedTheme()), []);
  useStoredPaper();
  useTopOf(tab);
  const openTab = (name: View['tab']) => {
    if (holdOn(store.getState().view, 'tabs') === 'free') store.getState().setView({ tab: name });
  };
  useHotkeys({
    t: () => setTable((shown) => !shown),
    r() {
      const state = store.getState();
      if (!selectNothingToRun(state) && !selectIsLoading(state)) state.run();
    },
    n: () => store.getState().setSettings({ seed: newSeed() }),
    s: () => setShareOpen(true),
    ...Object.fromEntries(TABS.map((name) => [tabKey(name), () => openTab(name)])),
    '?': openHelp,
    escape: () => (sheet ? setSheet(false) : store.getState().stop()),
  });
  return (
    <div className="page">
      {/* Moves the focus instead of using an anchor: the address holds the experiment. */}
      <button type="button" className="button skip-link" onClick={() => figure.current?.focus()}>
        {t`Skip to the figure`}
      </button>
      <header>
        {' '}
        <Header shareOpen={shareOpen} onShareOpenChange={setShareOpen} onHelp={openHelp} />
      </header>{' '}
      <div className={isWhole ? 'columns columns-whole' : 'columns'}>
        <aside className="rail" aria-label={t`Settings`} hidden={isWhole}>
          <div className="dock">
            <BerPanel />
            <button
              type="button"
              className="button sheet-button"
              aria-expanded={sheet}
              aria-controls="settings"
              onClick={() => setSheet(!sheet)}
            >
              {sheet ? t`Close` : t`Settings`}
            </button>
          </div>
          <div id="settings" className={sheet ? 'sheet sheet-open' : 'sheet'}>
            <LazySettings />
          </div>
        </aside>
        <main ref={figure} className="effects" tabIndex={-1}>
          <div className="title">
            <h1>{TAB_TEXTS[tab].question}</h1>
            {tab === 'explore' && <Finding />}
            <p className="hint">{TAB_TEXTS[tab].hint}</p>
          </div>
          <Verdict />
          <Notices />
          {holds && Held !== null && <Held />}
          {help && lacksHelp && <PartMissing onRetry={retryHelp} />}
          {tab === 'explore' ? (
            <>
              <ChartPanel table={table} onTableChange={setTable} />
              <PinnedPart />
              <div className="details">
                <TrialsPanel />
                {hasAnswers && <GalleryPanel />}
              </div>
              <TicksPanel />
            </>
          ) : (
            <LazyTab key={tab} name={tab} />
          )}
        </main>
      </div>
      {PageDrop !== null && <PageDrop />}
      {help && HelpDialog !== null && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
