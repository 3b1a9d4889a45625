import { type FunctionComponent, lazy, Suspense, useState } from 'react';
import { t } from '../../core/language/t';
import type { View } from '../../experiment/link/view';
import { PartMissing } from '../controls/PartMissing';
import { forgetFailedStyles } from '../forgetFailedStyles';

/** Names of the tabs that load when they are opened: all but the first. */
type LazyTabName = Exclude<View['tab'], 'explore'>;

interface TabProps {
  /** Loads a tab again after a failure. */
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
  network: () => import('./network/NetworkTab').then(({ NetworkTab }) => NetworkTab),
  learn: () => import('./learn/LearnTab').then(({ LearnTab }) => LearnTab),
};

/**
 * Tabs that have loaded or are loading. A tab that failed is removed, so that it is loaded again.
 */
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

/**
 * Loads a tab when it is opened. Its name must be its React key, so that a tab that failed is
 * loaded again.
 */
export function LazyTab({ name }: { readonly name: LazyTabName }) {
  const [Tab, setTab] = useState(() => tabOf(name));
  // The boundary is inside this component. State above a boundary would survive the suspension and
  // keep the failed attempt.
  return (
    <Suspense fallback={<p className="empty tab-empty">{t`Loading`}</p>}>
      <Tab onRetry={() => setTab(() => tabOf(name))} />
    </Suspense>
  );
}
