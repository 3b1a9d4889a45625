import { createContext, type FunctionComponent, useCallback, useContext, useState } from 'react';
import { t } from '../../core/language/t';
import { PartMissing } from '../controls/PartMissing';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';

/** Content that is shown until the script of the settings has loaded. */
interface EarlySettings {
  /** The settings component, given when the HTML is prerendered. */
  readonly Settings?: FunctionComponent;
  /** Nodes of the settings in the prerendered HTML. */
  readonly nodes?: readonly Node[];
}

/** Context that prerender.tsx and main.tsx provide. */
export const EarlySettingsContext = createContext<EarlySettings>({});

const load = () => import('./Settings').then(({ Settings }) => Settings);

/**
 * Loads and shows the settings. Until then it shows the prerendered ones, inert, as long as they
 * match the experiment.
 */
export function LazySettings() {
  const { Settings: own, nodes = [] } = useContext(EarlySettingsContext);
  const { loaded, hasFailed, retry } = useLoading(load, own === undefined);
  const spec = useExplorer((state) => state.spec);
  const [shown] = useState(spec);
  const restore = useCallback((host: HTMLElement | null) => host?.replaceChildren(...nodes), [nodes]);
  const Settings = own ?? loaded;
  if (Settings !== null) return <Settings />;
  if (hasFailed) return <PartMissing onRetry={retry} />;
  if (spec !== shown) return <p className="empty">{t`The settings are loading.`}</p>;
  return <div className="settings-still" ref={restore} inert />;
}
