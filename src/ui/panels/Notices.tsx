import { CATALOG } from '../../core/catalog';
import { selectModel } from '../../store/selectors';
import { FilePicker } from '../controls/FilePicker';
import { useExplorer } from '../useExplorer';

const GLYPHS = { info: 'i', warning: '!', error: '✕' } as const;

/** What the page has to say: an engine that does not run, data that is missing, settings it did not understand. */
export function Notices() {
  const notices = useExplorer((state) => state.notices);
  const failed = useExplorer((state) => state.engine.kind === 'failed');
  const run = useExplorer((state) => state.run);
  const dismiss = useExplorer((state) => state.dismiss);
  return (
    <section className="notices" aria-label="Notices" aria-live="polite">
      <EngineFailure />
      <MissingData />
      {notices
        .filter(({ id }) => !failed || id !== 'engine')
        .map(({ id, tone, text, canRetry }) => (
          <div key={id} className={`notice notice-${tone}`}>
            <span className="notice-glyph" aria-hidden="true">
              {GLYPHS[tone]}
            </span>
            <p>{text}</p>
            {canRetry && (
              <button type="button" className="button" onClick={run}>
                Try again
              </button>
            )}
            <button
              type="button"
              className="button button-quiet"
              aria-label="Dismiss"
              onClick={() => dismiss(id)}
            >
              ✕
            </button>
          </div>
        ))}
    </section>
  );
}

function EngineFailure() {
  const engine = useExplorer((state) => state.engine);
  const hasStored = useExplorer((state) => state.stored !== null);
  const hasResults = useExplorer((state) => state.results.length > 0);
  const look = useExplorer((state) => state.look);
  const wanted = useExplorer((state) => state.view.device);
  if (engine.kind !== 'failed') return null;
  // WASM runs everywhere; where it was asked for and failed, or auto tried it, plain JavaScript is left.
  const fallback = wanted === 'webgpu' ? 'wasm' : 'cpu';
  const remains = hasResults
    ? 'What was computed stays; '
    : hasStored
      ? 'The stored run below stays readable; '
      : '';
  return (
    <div className="notice notice-error">
      <span className="notice-glyph" aria-hidden="true">
        ✕
      </span>
      <p>
        The engine is not running. {engine.message}. {remains}Run tries again.
      </p>
      <button type="button" className="button" onClick={() => look({ device: fallback })}>
        {fallback === 'wasm' ? 'Run on WASM' : 'Run on plain JavaScript'}
      </button>
    </div>
  );
}

function MissingData() {
  const missing = useExplorer((state) => state.missingData);
  const { id, dataKind, title, weights } = useExplorer(selectModel);
  const edit = useExplorer((state) => state.edit);
  const chooseModel = useExplorer((state) => state.chooseModel);
  if (missing === null) return null;
  const mini = weights.length === 0 ? CATALOG.get(`${id}-mini`) : undefined;
  return (
    <div className="notice notice-warning">
      <span className="notice-glyph" aria-hidden="true">
        !
      </span>
      <div className="stack">
        <p>
          {mini === undefined
            ? `This experiment uses ${missing}, which this page does not carry. Open its files to run it, or use the generated ${dataKind} instead.`
            : `${title} runs on the photos and the weight file that you bring. ${mini.title} has the same layers, at reduced size, and runs at once.`}
        </p>
        <FilePicker />
        <button
          type="button"
          className="button"
          onClick={() =>
            mini === undefined ? edit({ data: 'generated', weights: weights[0]! }) : chooseModel(mini.id)
          }
        >
          {mini === undefined ? `Use the generated ${dataKind}` : `Take ${mini.title}`}
        </button>
      </div>
    </div>
  );
}
