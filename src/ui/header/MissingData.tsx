import { t } from '../../core/language/t';
import { CATALOG, trainingSetTitle } from '../../core/network/catalog';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import { selectModel } from '../../store/selectors/selectors';
import { FilePicker } from '../controls/FilePicker';
import { NoticeBox } from '../controls/NoticeBox';
import { useExplorer } from '../hooks/useExplorer';

/** Names a missing test set or missing weights, with buttons to open files or to use others. */
export function MissingData() {
  const data = useExplorer((state) => state.missingData);
  const weights = useExplorer((state) => state.missingWeights);
  const model = useExplorer(selectModel);
  const setSettings = useExplorer((state) => state.setSettings);
  const chooseModel = useExplorer((state) => state.chooseModel);
  const awaited = useExplorer((state) => state.awaited);
  const isStopped = useExplorer(({ engine }) => engine.kind === 'failed' || engine.kind === 'idle');
  // Kept files are read as soon as the engine runs.
  if (awaited?.isSought && !isStopped) return null;
  if (awaited !== null) {
    return (
      <NoticeBox tone="warning">
        <div className="stack">
          <p>
            {t`This link runs the network ${awaited.title}, which is not open here. Open its file: everything else in the link is kept and applied then.`}
          </p>
          <FilePicker kind="network" />
        </div>
      </NoticeBox>
    );
  }
  if (data === null && weights === null) return null;
  const { id, dataKind } = model;
  if (dataKind === 'own') {
    return (
      <NoticeBox tone="warning">
        <div className="stack">
          <p>
            {weights === null
              ? t`This experiment runs ${model.title} on ${data!}, which are not open here. Open their files to run it.`
              : t`This experiment runs the network ${weights}, which is not open here. Open its file to run it: its identity is checked.`}
          </p>
          {weights === null ? <FilePicker /> : <FilePicker kind="network" />}
        </div>
      </NoticeBox>
    );
  }
  const counterpart = model.weights.length === 0 ? CATALOG.get(`${id}-mini`) : undefined;
  const generated = trainingSetTitle('generated', dataKind);
  const missing = [data, weights].filter((name) => name !== null).reduce((all, one) => t`${all} and ${one}`);
  return (
    <NoticeBox tone="warning">
      <div className="stack">
        <p>
          {counterpart === undefined
            ? t`This experiment uses ${missing}, which is not part of this page. Open the files to run it, or use the ${generated} instead.`
            : t`${model.title} needs ${neededOf(data, weights)}. ${counterpart.title} has the same layers at reduced size and runs at once.`}
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
            {counterpart === undefined ? t`Use the ${generated}` : t`Use ${counterpart.title}`}
          </button>
        </div>
      </div>
    </NoticeBox>
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
      {t`Fetch the weights, ${(stock.aboutBytes / 1e6).toFixed(0)} MB from ${new URL(stock.url).host}`}
    </button>
  );
}

function neededOf(data: string | null, weights: string | null): string {
  if (data === null) return t`your weight file (the photos are loaded)`;
  return weights === null
    ? t`your photos with their list of labels (the weights are loaded)`
    : t`your photos and your weight file`;
}
