import { type ComponentType, Suspense, useLayoutEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { View } from '../experiment/view';
import { selectNothingToRun } from '../store/selectors';
import type { Explorer } from '../store/state';
import { CrashBoundary } from './CrashBoundary';
import { PageDrop } from './controls/PageDrop';
import {
  ChipLens,
  ClassesLens,
  DataLens,
  LayersLens,
  ModelsLens,
  PaperLens,
  StructuresLens,
  TypesLens,
} from './lenses/lazyLenses';
import { AdvancedPanel, newSeed } from './panels/AdvancedPanel';
import { BerPanel } from './panels/BerPanel';
import { ChartPanel } from './panels/ChartPanel';
import { DataPanel } from './panels/DataPanel';
import { Finding } from './panels/Finding';
import { FormatPanel } from './panels/FormatPanel';
import { GalleryPanel } from './panels/GalleryPanel';
import { Header } from './panels/Header';
import { HelpDialog } from './panels/HelpDialog';
import { LayersPanel } from './panels/LayersPanel';
import { Notices } from './panels/Notices';
import { StructuresPanel } from './panels/StructuresPanel';
import { TicksPanel } from './panels/TicksPanel';
import { TrialsPanel } from './panels/TrialsPanel';
import { applyTheme, storedTheme } from './themeChoice';
import { ExplorerContext, useExplorer, useExplorerStore } from './useExplorer';
import { useHotkeys } from './useHotkeys';

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

const HEADLINES: Partial<Record<View['lens'], readonly [question: string, hint: string]>> = {
  explore: [
    'How many wrong bits can a network survive?',
    'Drag the slider. Each mark is a network with some of its stored bits flipped.',
  ],
  chip: [
    'Does the simulation match a real chip?',
    'A measured chip laid over the simulated curves, in both ways to store a sign.',
  ],
  classes: [
    'Do faults spoil one class, or all of them?',
    'A dot for each fault pattern: how much it gets wrong, and how unevenly that falls on the classes.',
  ],
  structures: [
    'Which tolerates more: weights, activations or hidden state?',
    'Each is faulty alone at equal rates. Where a stored value is used again and again, one wrong bit counts again and again.',
  ],
  types: [
    'Does a narrower type make a network tougher?',
    'The chosen type of the weights against Q3.13, at equal bit error rates and with the same draws.',
  ],
  layers: [
    'Where does it break first?',
    'Faults in one layer at a time: the rate at which each loses accuracy, and how fast it goes from there.',
  ],
  data: [
    'What does the network see, and what does it say?',
    'The test set sample by sample. Drag the slider: the same faults change the answers here.',
  ],
  models: [
    'How few bits does each network need?',
    'Types without any fault: the fewest bits that cost no accuracy, for weights and for activations.',
  ],
  paper: [
    'Does it come out as the paper says?',
    'Each claim of the paper beside what our networks did, with a verdict, and its figures from stored runs.',
  ],
};

/** Every lens but the first figure. */
const LAZY_LENSES: Partial<Record<View['lens'], ComponentType>> = {
  chip: ChipLens,
  classes: ClassesLens,
  data: DataLens,
  layers: LayersLens,
  models: ModelsLens,
  paper: PaperLens,
  structures: StructuresLens,
  types: TypesLens,
};

function Page() {
  const store = useExplorerStore();
  const lens = useExplorer((state) => state.view.lens);
  // What is stored needs no settings beside it.
  const isWhole = lens === 'models' || lens === 'paper';
  const Lens = LAZY_LENSES[lens] ?? ModelsLens;
  const [table, setTable] = useState(false);
  const [shareOpen, setShareOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [sheet, setSheet] = useState(false);
  const figure = useRef<HTMLElement>(null);
  useLayoutEffect(() => applyTheme(storedTheme()), []);
  useHotkeys({
    t: () => setTable((shown) => !shown),
    r() {
      const state = store.getState();
      if (!selectNothingToRun(state)) state.run();
    },
    n: () => store.getState().edit({ seed: newSeed() }),
    s: () => setShareOpen(true),
    1: () => store.getState().look({ lens: 'explore' }),
    2: () => store.getState().look({ lens: 'data' }),
    3: () => store.getState().look({ lens: 'models' }),
    '?': () => setHelp(true),
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
        <Header shareOpen={shareOpen} onShareOpenChange={setShareOpen} onHelp={() => setHelp(true)} />
        <div className="title">
          <h1>{(HEADLINES[lens] ?? HEADLINES.explore)![0]}</h1>
          <p>{(HEADLINES[lens] ?? HEADLINES.explore)![1]}</p>
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
            <StructuresPanel />
            <FormatPanel />
            <LayersPanel />
            <DataPanel />
            <AdvancedPanel />
            <button type="button" className="button reset" onClick={() => store.getState().reset()}>
              Reset everything
            </button>
          </div>
        </aside>
        <main ref={figure} className="effects" tabIndex={-1}>
          <Notices />
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
            <Suspense fallback={<p className="empty lens-empty">Loading</p>}>
              <Lens />
            </Suspense>
          )}
        </main>
      </div>
      <PageDrop />
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
