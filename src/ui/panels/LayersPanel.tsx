import { layerBlocks } from '../../core/model';
import { selectModel } from '../../store/selectors';
import { useExplorer } from '../useExplorer';
import { BlockRow, LayerRow } from './BlockRow';

/**
 * Which layers' weights may fault: layer by layer, those of a deep model by the paper's blocks. At least one stays on, because
 * a site without bits has no curve.
 */
export function LayersPanel() {
  const model = useExplorer(selectModel);
  const chosen = useExplorer((state) => state.spec.layers);
  const edit = useExplorer((state) => state.edit);
  const all = model.layers.map(({ name }) => name);
  const change = (names: readonly string[], on: boolean) => {
    const next = all.filter((name) => (names.includes(name) ? on : chosen.includes(name)));
    if (next.length > 0) edit({ layers: next });
  };
  return (
    <section className="panel layers-panel" aria-labelledby="layers-title">
      <div className="panel-head">
        <h2 id="layers-title">Layers that fault</h2>
        <span className="muted">weights</span>
      </div>
      <ul className="plain">
        {Array.from(layerBlocks(model), ([block, names]) => {
          const layers = model.layers.filter(({ name }) => names.includes(name));
          const [first] = layers;
          const checked = chosen.includes(first!.name);
          return (
            <li key={block}>
              {layers.length > 1 ? (
                <BlockRow name={block} layers={layers} chosen={chosen} onChange={change} />
              ) : (
                <LayerRow
                  layer={first!}
                  checked={checked}
                  isLast={checked && chosen.length === 1}
                  onToggle={() => change(names, !checked)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {chosen.length < all.length && (
        <p className="note">
          The other layers stay in float{chosen.length === 1 ? '; at least one stays on' : ''}.{' '}
          {all.length > 4 && (
            <button type="button" className="link-button" onClick={() => edit({ layers: all })}>
              All {all.length} layers
            </button>
          )}
        </p>
      )}
    </section>
  );
}
