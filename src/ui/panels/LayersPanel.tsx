import { numWeights } from '../../core/model';
import { selectModel } from '../../store/selectors';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** Which layers' weights may fault. At least one stays on, because a site without bits has no curve. */
export function LayersPanel() {
  const model = useExplorer(selectModel);
  const chosen = useExplorer((state) => state.spec.layers);
  const edit = useExplorer((state) => state.edit);
  const toggle = (name: string) => {
    const next = model.layers
      .map((layer) => layer.name)
      .filter((other) => (other === name ? !chosen.includes(name) : chosen.includes(other)));
    if (next.length > 0) edit({ layers: next });
  };
  return (
    <section className="panel" aria-labelledby="layers-title">
      <div className="panel-head">
        <h2 id="layers-title">Layers that fault</h2>
        <span className="muted">weights</span>
      </div>
      <ul className="plain">
        {model.layers.map((layer) => {
          const isLast = chosen.length === 1 && chosen.includes(layer.name);
          return (
            <li key={layer.name}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={chosen.includes(layer.name)}
                  disabled={isLast}
                  onChange={() => toggle(layer.name)}
                />
                <span className="check-name">{layer.name}</span>
                <span className="muted">
                  {layer.kernels.map(({ shape }) => shape.join(' × ')).join(', ')}
                </span>
                <span className="tabular check-count">{grouped(numWeights(layer))}</span>
              </label>
            </li>
          );
        })}
      </ul>
      {chosen.length < model.layers.length && (
        <p className="note">
          The other layers stay in float{chosen.length === 1 ? '; at least one stays on' : ''}.
        </p>
      )}
    </section>
  );
}
