import { createContext, type FunctionComponent, useCallback, useContext, useState } from 'react';
import { PartMissing } from '../controls/PartMissing';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';

/** What stands for the settings until their script is here. */
interface EarlySettings {
  /** The settings themselves, where the HTML is made. */
  readonly Settings?: FunctionComponent;
  /** Those of the built HTML. */
  readonly nodes?: readonly Node[];
}

/** Provided where the page is put together. */
export const EarlySettingsContext = createContext<EarlySettings>({});

const load = () => import('./Settings').then(({ Settings }) => Settings);

/** The settings, as soon as their script is here. Until then those of the HTML stand still in their place, while they are true. */
export function LazySettings() {
  const { Settings: own, nodes = [] } = useContext(EarlySettingsContext);
  const { loaded, hasFailed, retry } = useLoading(load, own === undefined);
  const spec = useExplorer((state) => state.spec);
  const [shown] = useState(spec);
  const hold = useCallback((host: HTMLElement | null) => host?.replaceChildren(...nodes), [nodes]);
  const Settings = own ?? loaded;
  if (Settings !== null) return <Settings />;
  if (hasFailed) return <PartMissing onRetry={retry} />;
  if (spec !== shown) return <p className="empty">The settings are loading.</p>;
  return <div className="settings-still" ref={hold} inert />;
}
