import { useState } from 'react';
import { DEVICE_PREFERENCES, type DevicePreference, type DeviceReport } from '../../core/device';
import { type ShownRun, shownName } from '../../experiment/documents/storedRun';
import { formatSeed } from '../../experiment/settings/seed';
import { capitalized } from '../../experiment/text/capitalized';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { type Activity, selectActivity } from '../../store/selectors/selectActivity';
import { selectReproduction } from '../../store/selectors/selectors';
import { selectStored, selectStoredName } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { Popup } from '../controls/Popup';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';

const DEVICE_TITLES: Record<DevicePreference, string> = {
  auto: 'Auto',
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
      title="Where this runs"
      className={`button chip chip-${activity}`}
      open={open}
      onOpenChange={setOpen}
      label={
        <span className="tabular">
          {chipText(activity, engine, stored)}
          {isOffline && ' · offline'}
          {compared > 0 && differing === 0 && <span title={`equal to the ${storedName}`}> ✓</span>}
        </span>
      }
    >
      <p className="chip-words tabular">{chipText(activity, engine, stored)}</p>
      <p>{explanation(activity, engine)}</p>
      {isOffline && (
        <p>The browser is offline. What it keeps of this page works; other models wait for the network.</p>
      )}
      <Segmented
        label="Run on"
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
            ? `Reproduced: exactly the stored counts in ${countOf(compared, 'live trial')}.`
            : `Other counts than stored in ${grouped(differing)} of ${countOf(compared, 'live trial')}.`}
        </p>
      )}
    </Popup>
  );
}

const ACTIVITY_TITLES: Record<Activity, string> = {
  idle: 'Engine not started',
  starting: 'Engine starting',
  failed: 'Engine not running',
  missing: 'Waiting for files',
  loading: 'Loading',
  unloaded: 'Not loaded',
  stopped: 'Stopped',
  live: 'Live',
};

/**
 * Returns `Live · WASM · 2 workers` or `Waiting for files · CPU`. While only a recorded run is
 * shown, describes it instead: `Recorded run · n=150 · seed 00000007`.
 */
function chipText(activity: Activity, engine: ExplorerState['engine'], stored: ShownRun | null): string {
  if (stored !== null && activity !== 'live' && activity !== 'stopped')
    return `${capitalized(shownName(stored))} · n=${grouped(stored.spec.trials)} · seed ${formatSeed(stored.spec.seed)}`;
  const title = ACTIVITY_TITLES[activity];
  return engine.kind === 'ready' ? `${title} · ${deviceText(engine.report)}` : title;
}

function deviceText({ device, adapter, software, workers }: DeviceReport): string {
  const count = workers > 1 ? ` · ${workers} workers` : '';
  if (device === 'webgpu') return `${software ? 'software GPU' : 'GPU'} · ${adapter}`;
  return `${DEVICE_TITLES[device]}${count}`;
}

const ACTIVITY_SENTENCES: Readonly<Partial<Record<Activity, string>>> = {
  missing: 'Nothing runs: open the missing files first. ',
  loading: 'Nothing runs yet: weights and test samples are loading. ',
  unloaded: 'Nothing runs: weights or test samples could not be loaded. Press Run to try again. ',
  stopped: 'The run is stopped. Its results are kept. Press Run to continue. ',
};

function explanation(activity: Activity, engine: ExplorerState['engine']): string {
  switch (engine.kind) {
    case 'ready':
      return `${ACTIVITY_SENTENCES[activity] ?? ''}${engine.report.reason}`;
    case 'idle':
    case 'starting':
      return 'The engine is looking for a device. You can use the stored figure meanwhile.';
    case 'failed':
      return `The engine is not running. ${engine.message}. Press Run to try again.`;
    default:
      return engine satisfies never;
  }
}
