import { t } from '../../core/language/t';
import { selectOwn } from '../../store/selectors/measured';
import { selectStored, selectStoredName } from '../../store/selectors/storedRunOf';
import { NoticeBox } from '../controls/NoticeBox';
import { PartMissing } from '../controls/PartMissing';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';

const loadSheet = async () => (await import('../network/NetworkSheet')).NetworkSheet;
const loadMissingData = async () => (await import('./MissingData')).MissingData;

/**
 * Shows the messages of the page: the engine does not run, data are missing, settings were not
 * understood.
 */
export function Notices() {
  const notices = useExplorer((state) => state.notices);
  const failed = useExplorer((state) => state.engine.kind === 'failed');
  const dismiss = useExplorer((state) => state.dismiss);
  const lacksFiles = useExplorer(
    ({ missingData, missingWeights, awaited }) =>
      missingData !== null || missingWeights !== null || awaited !== null,
  );
  const hasSheet = useExplorer((state) => state.sheet !== null);
  const { loaded: NetworkSheet, hasFailed: lacksSheet, retry: retrySheet } = useLoading(loadSheet, hasSheet);
  const { loaded: MissingData, hasFailed, retry } = useLoading(loadMissingData, lacksFiles);
  return (
    <section className="notices" aria-label={t`Notices`} aria-live="polite">
      <EngineFailure />
      {lacksFiles && MissingData !== null && <MissingData />}
      {lacksFiles && hasFailed && <PartMissing onRetry={retry} />}
      {hasSheet && NetworkSheet !== null && <NetworkSheet />}
      {hasSheet && lacksSheet && <PartMissing onRetry={retrySheet} />}
      {notices
        .filter(({ id }) => !failed || id !== 'engine')
        .map(({ id, tone, text, more, action }) => (
          <NoticeBox key={id} tone={tone} action={action} onDismiss={() => dismiss(id)}>
            <div>
              <p>{text}</p>
              {more !== undefined && (
                <details>
                  <summary>{more.length === 1 ? t`Show it` : t`Show these ${more.length}`}</summary>
                  <ul>
                    {more.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
          </NoticeBox>
        ))}
    </section>
  );
}

function EngineFailure() {
  const engine = useExplorer((state) => state.engine);
  const hasStored = useExplorer((state) => selectStored(state) !== null);
  const storedName = useExplorer(selectStoredName);
  const hasResults = useExplorer((state) => selectOwn(state).results.length > 0);
  const setView = useExplorer((state) => state.setView);
  const wanted = useExplorer((state) => state.view.device);
  if (engine.kind !== 'failed') return null;
  // WASM runs on every device. If it failed, whether chosen or tried by `auto`, plain JavaScript is
  // left.
  const fallback = wanted === 'webgpu' ? 'wasm' : 'cpu';
  const remains = hasResults
    ? t`Your results are kept.`
    : hasStored
      ? t`Below you still see the ${storedName}.`
      : '';
  return (
    <NoticeBox
      tone="error"
      action={{
        title: fallback === 'wasm' ? t`Run on WASM` : t`Run on plain JavaScript`,
        act: () => setView({ device: fallback }),
      }}
    >
      <p>
        {remains === ''
          ? t`The engine is not running. ${engine.message}. Press Run to try again.`
          : t`The engine is not running. ${engine.message}. ${remains} Press Run to try again.`}
      </p>
    </NoticeBox>
  );
}
