import { DEVICE_PREFERENCES } from '../../core/device';
import { t } from '../../core/language/t';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import { type Activity, selectActivity } from '../../store/selectors/selectActivity';
import { selectReproduction } from '../../store/selectors/selectors';
import { selectStored, selectStoredName } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';
import { DEVICE_TITLES } from './deviceTitles';

/** Explains where the numbers on screen come from, and selects a device. */
export function DevicePanel() {
  const engine = useExplorer((state) => state.engine);
  const activity = useExplorer(selectActivity);
  const isOffline = useExplorer((state) => state.offline !== null);
  const stored = useExplorer(selectStored);
  const storedName = useExplorer(selectStoredName);
  const device = useExplorer((state) => state.view.device);
  const setView = useExplorer((state) => state.setView);
  const { compared, differing } = useExplorer(selectReproduction);
  return (
    <>
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
    </>
  );
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
