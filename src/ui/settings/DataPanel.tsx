import { t } from '../../core/language/t';
import { preprocessingOf } from '../../core/network/preprocessing';
import { samplesText } from '../../core/network/sampleNoun';
import { dataTitle } from '../../experiment/settings/dataId';
import { weightsInUse } from '../../experiment/text/filesInUse';
import { grouped } from '../../experiment/text/numberWords';
import { selectModel } from '../../store/selectors/selectors';
import { FilePicker } from '../controls/FilePicker';
import { useExplorer } from '../hooks/useExplorer';
import { PreprocessingField } from '../network/PreprocessingField';
import { testSamples } from '../text/testSamples';

/** Panel of the test set in use, with buttons to open other data and weights. */
export function DataPanel() {
  const id = useExplorer((state) => state.spec.data);
  const inUse = useExplorer((state) => state.spec.weights);
  const { dataKind, weights } = useExplorer(selectModel);
  const data = useExplorer((state) => state.data);
  const model = useExplorer((state) => state.spec.model);
  const isOpen = useExplorer((state) => state.networks[state.spec.model] !== undefined);
  const showSheet = useExplorer((state) => state.showSheet);
  const edit = useExplorer((state) => state.setSettings);
  return (
    <section className="panel" aria-labelledby="data-title">
      <div className="panel-head">
        <h2 id="data-title">{testSamples(dataKind)}</h2>
        <span className="muted tabular">
          {data === null ? '' : samplesText(data.numSamples, grouped(data.numSamples), dataKind)}
        </span>
      </div>
      <p>{data?.title ?? dataTitle(id, dataKind)}</p>
      {dataKind !== 'own' && <p className="note">{t`with ${weightsInUse(inUse, dataKind)}`}</p>}
      {(isOpen || dataKind !== 'own') && <FilePicker />}
      {dataKind === 'own' ? (
        isOpen && (
          <>
            <PreprocessingField />
            <button type="button" className="button" onClick={() => showSheet(model)}>
              {t`Show the sheet of this network`}
            </button>
          </>
        )
      ) : (
        <details className="note">
          <summary>{t`Use your own weights`}</summary>
          <p>
            {t`Drop a Keras .h5 or .keras file, a .weights.h5 with or without its config.json, or a tfjs model.json
            with its shards. The layers must match this network. Before the first layer: ${preprocessingOf(dataKind)}.`}
          </p>
        </details>
      )}
      {id !== 'generated' && dataKind !== 'photos' && dataKind !== 'own' && (
        <button
          type="button"
          className="button"
          onClick={() => edit({ data: 'generated', weights: weights[0]! })}
        >
          {t`Back to the ${dataTitle('generated', dataKind)}`}
        </button>
      )}
    </section>
  );
}
