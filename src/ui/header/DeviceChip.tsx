import { useState } from 'react';
import type { DeviceReport } from '../../core/device';
import { t } from '../../core/language/t';
import { type ShownRun, shownName } from '../../experiment/documents/storedRun';
import { formatSeed } from '../../experiment/settings/seed';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import { type Activity, selectActivity } from '../../store/selectors/selectActivity';
import { selectReproduction } from '../../store/selectors/selectors';
import { selectStored, selectStoredName } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { PartMissing } from '../controls/PartMissing';
import { Popup } from '../controls/Popup';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';
import { DEVICE_TITLES } from './deviceTitles';

/** Loads the panel after the first figure, before a reader opens it. */
const loadPanel = () => import('./DevicePanel').then((loaded) => loaded.DevicePanel);

/**
 * Shows the source of the numbers on screen. Opens a panel that explains it and selects a device.
 */
export function DeviceChip() {
  const [open, setOpen] = useState(false);
  const { loaded: DevicePanel, hasFailed, retry } = useLoading(loadPanel, true);
  const engine = useExplorer((state) => state.engine);
  const activity = useExplorer(selectActivity);
  const isOffline = useExplorer((state) => state.offline !== null);
  const stored = useExplorer(selectStored);
  const storedName = useExplorer(selectStoredName);
  const { compared, differing } = useExplorer(selectReproduction);
  return (
    <Popup
      title={t`Where this runs`}
      className={`button chip chip-${activity}`}
      open={open}
      onOpenChange={setOpen}
      label={
        <span className="tabular">
          {chipText(activity, engine, stored)}
          {isOffline && ` · ${t`offline`}`}
          {compared > 0 && differing === 0 && <span title={t`equal to the ${storedName}`}> ✓</span>}
        </span>
      }
    >
      <p className="chip-words tabular">{chipText(activity, engine, stored)}</p>
      {DevicePanel !== null ? (
        <DevicePanel />
      ) : hasFailed ? (
        <PartMissing onRetry={retry} />
      ) : (
        <p className="empty">{t`Loading`}</p>
      )}
    </Popup>
  );
}

function activityTitle(activity: Activity): string {
  switch (activity) {
    case 'idle':
      return t`Engine not started`;
    case 'starting':
      return t`Engine starting`;
    case 'failed':
      return t`Engine not running`;
    case 'missing':
      return t`Waiting for files`;
    case 'loading':
      return t`Loading`;
    case 'unloaded':
      return t`Not loaded`;
    case 'stopped':
      return t`Stopped`;
    case 'live':
      return t`Live`;
    default:
      return activity satisfies never;
  }
}

/**
 * Returns `Live · WASM · 2 workers` or `Waiting for files · CPU`. While only a recorded run is
 * shown, describes it instead: `Recorded run · n=150 · seed 00000007`.
 */
function chipText(activity: Activity, engine: ExplorerState['engine'], stored: ShownRun | null): string {
  if (stored !== null && activity !== 'live' && activity !== 'stopped')
    return t`${capitalized(shownName(stored))} · n=${grouped(stored.spec.trials)} · seed ${formatSeed(stored.spec.seed)}`;
  const title = activityTitle(activity);
  return engine.kind === 'ready' ? `${title} · ${deviceText(engine.report)}` : title;
}

function deviceText({ device, adapter, software, workers }: DeviceReport): string {
  if (device === 'webgpu') return `${software ? t`software GPU` : 'GPU'} · ${adapter}`;
  const title = DEVICE_TITLES[device];
  return workers > 1 ? t`${title} · ${workers} workers` : title;
}
