import { dataTitle } from '../../experiment/spec';
import { selectModel } from '../../store/selectors';
import { FilePicker } from '../controls/FilePicker';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** The test images in use, and the way to bring others. */
export function DataPanel() {
  const id = useExplorer((state) => state.spec.data);
  const { dataKind, weights } = useExplorer(selectModel);
  const data = useExplorer((state) => state.data);
  const edit = useExplorer((state) => state.edit);
  return (
    <section className="panel" aria-labelledby="data-title">
      <div className="panel-head">
        <h2 id="data-title">Test images</h2>
        <span className="muted tabular">{data === null ? '' : `${grouped(data.numImages)} images`}</span>
      </div>
      <p>{data?.title ?? dataTitle(id, dataKind)}</p>
      <FilePicker />
      {id !== 'generated' && (
        <button
          type="button"
          className="button"
          onClick={() => edit({ data: 'generated', weights: weights[0]! })}
        >
          Back to the generated {dataKind}
        </button>
      )}
    </section>
  );
}
