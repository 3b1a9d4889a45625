import { CATALOG } from '../../core/network/catalog';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import { selectOwn } from '../../store/selectors/measured';
import { selectModel } from '../../store/selectors/selectors';
import { selectStored } from '../../store/selectors/storedRunOf';
import { FilePicker } from '../controls/FilePicker';
import { useExplorer } from '../hooks/useExplorer';

const GLYPHS = { info: 'i', warning: '!', error: '✕' } as const;

/**
 * Shows the messages of the page: the engine does not run, data are missing, settings were not
 * understood.
 */
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
        .map(({ id, tone, text, more, canRetry }) => (
          <div key={id} className={`notice notice-${tone}`}>
            <span className="notice-glyph" aria-hidden="true">
              {GLYPHS[tone]}
            </span>
            <div>
              <p>{text}</p>
              {more !== undefined && (
                <details>
                  <summary>Show {more.length === 1 ? 'it' : `these ${more.length}`}</summary>
                  <ul>
                    {more.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
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
  const hasStored = useExplorer((state) => selectStored(state) !== null);
  const hasResults = useExplorer((state) => selectOwn(state).results.length > 0);
  const setView = useExplorer((state) => state.setView);
  const wanted = useExplorer((state) => state.view.device);
  if (engine.kind !== 'failed') return null;
  // WASM runs on every device. If it failed, whether chosen or tried by `auto`, plain JavaScript is
  // left.
  const fallback = wanted === 'webgpu' ? 'wasm' : 'cpu';
  const remains = hasResults
    ? 'Your results are kept. '
    : hasStored
      ? 'The recorded run below is still shown. '
      : '';
  return (
    <div className="notice notice-error">
      <span className="notice-glyph" aria-hidden="true">
        ✕
      </span>
      <p>
        The engine is not running. {engine.message}. {remains}Press Run to try again.
      </p>
      <button type="button" className="button" onClick={() => setView({ device: fallback })}>
        {fallback === 'wasm' ? 'Run on WASM' : 'Run on plain JavaScript'}
      </button>
    </div>
  );
}

/** Names a missing test set or missing weights, with buttons to open files or to use others. */
function MissingData() {
  const data = useExplorer((state) => state.missingData);
  const weights = useExplorer((state) => state.missingWeights);
  const model = useExplorer(selectModel);
  const setSettings = useExplorer((state) => state.setSettings);
  const chooseModel = useExplorer((state) => state.chooseModel);
  if (data === null && weights === null) return null;
  const { id, dataKind } = model;
  const counterpart = model.weights.length === 0 ? CATALOG.get(`${id}-mini`) : undefined;
  return (
    <div className="notice notice-warning">
      <span className="notice-glyph" aria-hidden="true">
        !
      </span>
      <div className="stack">
        <p>
          {counterpart === undefined
            ? `This experiment uses ${[data, weights].filter((missing) => missing !== null).join(' and ')}, which is not part of this page. Open the files to run it, or use the generated ${dataKind} instead.`
            : `${model.title} needs ${neededOf(data, weights)}. ${counterpart.title} has the same layers at reduced size and runs at once.`}
        </p>
        <FilePicker />
        <div className="row">
          {weights !== null && <StockWeightsButton model={id} />}
          <button
            type="button"
            className="button"
            onClick={() =>
              counterpart === undefined
                ? setSettings({ data: 'generated', weights: model.weights[0]! })
                : chooseModel(counterpart.id)
            }
          >
            {counterpart === undefined ? `Use the generated ${dataKind}` : `Use ${counterpart.title}`}
          </button>
        </div>
      </div>
    </div>
  );
}

/**
 * Fetches the weights that Keras publishes from their host, which the button names. Sends no data
 * of the reader.
 */
function StockWeightsButton({ model }: { readonly model: string }) {
  const stock = STOCK_WEIGHTS[model];
  const isLoading = useExplorer((state) => state.download !== null);
  const fetchStockWeights = useExplorer((state) => state.fetchStockWeights);
  if (stock === undefined) return null;
  return (
    <button type="button" className="button" disabled={isLoading} onClick={fetchStockWeights}>
      Fetch the weights, {(stock.aboutBytes / 1e6).toFixed(0)} MB from {new URL(stock.url).host}
    </button>
  );
}

function neededOf(data: string | null, weights: string | null): string {
  if (data === null) return 'your weight file (the photos are loaded)';
  return weights === null
    ? 'your photos with their list of labels (the weights are loaded)'
    : 'your photos and your weight file';
}
