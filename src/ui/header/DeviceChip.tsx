import { useState } from 'react';
import { DEVICE_PREFERENCES, type DevicePreference, type DeviceReport } from '../../core/device';
import { t } from '../../core/language/t';
import { type ShownRun, shownName } from '../../experiment/documents/storedRun';
import { formatSeed } from '../../experiment/settings/seed';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import { type Activity, selectActivity } from '../../store/selectors/selectActivity';
import { selectReproduction } from '../../store/selectors/selectors';
import { selectStored, selectStoredName } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { Popup } from '../controls/Popup';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';

const DEVICE_TITLES: Record<DevicePreference, string> = {
  get auto() {
    return t`Auto`;
  },
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

/**
 * Shows the source of the numbers on screen. Opens a panel that explains it and selects a device.
 */
export function DeviceChip() {
  const [open, setOpen] = useState(false);
  const engine = useExplorer((state) => state.engine);
  const activity = useExplorer(selectActivity);
  const isOffline = useExplorer((state) => state.offline !== null);
  const stored = useExplorer(selectStored);
  const storedName = useExplorer(selectStoredName);
  const device = useExplorer((state) => state.view.device);
  const setView = useExplorer((state) => state.setView);
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
      <p>{explanation(activity, engine)}</p>
      {isOffline && (
        <p>
          {t`The browser is offline. What it keeps of this page works; other models wait for the network.`}
        </p>
      )}
      <Segmented
        label={t`Run on`}
        showLabel
        value={device}
        options={DEVICE_PREFERENCES.map((choice) => [choice, DEVICE_TITLES[choice]] as const)}
        onChange={(choice) => setView({ device: choice })}
      />
      {stored !== null && (
        <p className="note">
          {capitalized(storedName)}: {stored.environment}
        </p>
      )}
      {compared > 0 && (
        <p className="note">
          {differing === 0
            ? compared === 1
              ? t`Reproduced: exactly the stored counts in ${grouped(compared)} live trial.`
              : t`Reproduced: exactly the stored counts in ${grouped(compared)} live trials.`
            : compared === 1
              ? t`Other counts than stored in ${grouped(differing)} of ${grouped(compared)} live trial.`
              : t`Other counts than stored in ${grouped(differing)} of ${grouped(compared)} live trials.`}
        </p>
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

/** Says why nothing runs; empty if something does. */
function stillness(activity: Activity): string {
  switch (activity) {
    case 'missing':
      return t`Nothing runs: open the missing files first.`;
    case 'loading':
      return t`Nothing runs yet: weights and test samples are loading.`;
    case 'unloaded':
      return t`Nothing runs: weights or test samples could not be loaded. Press Run to try again.`;
    case 'stopped':
      return t`The run is stopped. Its results are kept. Press Run to continue.`;
    default:
      return '';
  }
}

function explanation(activity: Activity, engine: ExplorerState['engine']): string {
  switch (engine.kind) {
    case 'ready':
      return `${stillness(activity)} ${engine.report.reason}`.trim();
    case 'idle':
    case 'starting':
      return t`The engine is looking for a device. You can use the stored figure meanwhile.`;
    case 'failed':
      return t`The engine is not running. ${engine.message}. Press Run to try again.`;
    default:
      return engine satisfies never;
  }
}
