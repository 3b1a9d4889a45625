import { type FunctionComponent, lazy, Suspense, useState } from 'react';
import type { View } from '../../experiment/link/view';
import { PartMissing } from '../controls/PartMissing';
import { forgetFailedStyles } from '../forgetFailedStyles';

/** All tabs but the first figure: each loads when somebody looks at it. */
type LazyTabName = Exclude<View['tab'], 'explore'>;

interface TabProps {
  /** Asks once more for a tab that could not be loaded. */
  readonly onRetry: () => void;
}

const LOADERS: Readonly<Record<LazyTabName, () => Promise<FunctionComponent>>> = {
  layers: () => import('./layers/LayersTab').then(({ LayersTab }) => LayersTab),
  structures: () => import('./structures/StructuresTab').then(({ StructuresTab }) => StructuresTab),
  types: () => import('./types/TypesTab').then(({ TypesTab }) => TypesTab),
  classes: () => import('./classes/ClassesTab').then(({ ClassesTab }) => ClassesTab),
  chip: () => import('./chip/ChipTab').then(({ ChipTab }) => ChipTab),
  models: () => import('./models/ModelsTab').then(({ ModelsTab }) => ModelsTab),
  data: () => import('./data/DataTab').then(({ DataTab }) => DataTab),
  paper: () => import('./paper/PaperTab').then(({ PaperTab }) => PaperTab),
};

/** Tabs that are here or on their way. One that failed is not among them, so that it is asked for anew. */
const tabs = new Map<LazyTabName, FunctionComponent<TabProps>>();

function tabOf(name: LazyTabName): FunctionComponent<TabProps> {
  const known = tabs.get(name);
  if (known !== undefined) return known;
  const tab = lazy(async (): Promise<{ default: FunctionComponent<TabProps> }> => {
    try {
      return { default: await LOADERS[name]() };
    } catch {
      tabs.delete(name);
      forgetFailedStyles();
      return { default: PartMissing };
    }
  });
  tabs.set(name, tab);
  return tab;
}

/** A tab that is loaded when it is opened. Give it the tab's name as its key, so that one that failed is asked for again. */
export function LazyTab({ name }: { readonly name: LazyTabName }) {
  const [Tab, setTab] = useState(() => tabOf(name));
  // The boundary stands inside: state above a boundary outlasts what suspends, and with it the attempt that failed.
  return (
    <Suspense fallback={<p className="empty tab-empty">Loading</p>}>
      <Tab onRetry={() => setTab(() => tabOf(name))} />
    </Suspense>
  );
}
