import { t } from '../../core/language/t';
import { numSiteWords } from '../../experiment/curve/curve';
import { layerGroups } from '../../experiment/network/layerGroups';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { selectModel } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';
import { BlockRow, LayerRow } from './BlockRow';

/**
 * Panel that selects the layers with faults, by blocks for deep models, with their numbers of
 * words. At least one layer with words stays selected, because an experiment without bits has no
 * curve.
 */
export function LayersPanel() {
  const model = useExplorer(selectModel);
  const spec = useExplorer((state) => state.spec);
  const edit = useExplorer((state) => state.setSettings);
  const { tab, blocks } = useExplorer((state) => state.view);
  // These tabs ignore the selected layers.
  if (tab === 'layers' || tab === 'structures') return null;
  const { layers: chosen, structures } = spec;
  const all = model.layers.map(({ name }) => name);
  const words = (names: readonly string[]) => numSiteWords({ ...spec, layers: names });
  const without = (names: readonly string[]) => chosen.filter((name) => !names.includes(name));
  const isLast = (names: readonly string[]) => words(without(names)) === 0;
  const change = (names: readonly string[], on: boolean) => {
    const next = all.filter((name) => (names.includes(name) ? on : chosen.includes(name)));
    if (words(next) > 0) edit({ layers: next });
  };
  return (
    <section className="panel layers-panel" aria-labelledby="layers-title">
      <div className="panel-head">
        <h2 id="layers-title">{t`Layers with faults`}</h2>
        <span className="muted">{structures.length > 1 ? t`words` : structuresTitle(structures)}</span>
      </div>
      <ul className="plain">
        {Array.from(layerGroups(model, blocks), ([block, names]) => {
          const rows = model.layers
            .filter(({ name }) => names.includes(name))
            .map((layer) => ({ layer, words: words([layer.name]) }));
          const [first] = rows;
          const checked = chosen.includes(first!.layer.name);
          return (
            <li key={block}>
              {rows.length > 1 ? (
                <BlockRow name={block} rows={rows} chosen={chosen} isLast={isLast} onChange={change} />
              ) : (
                <LayerRow
                  {...first!}
                  checked={checked}
                  isLast={checked && isLast(names)}
                  onToggle={() => change(names, !checked)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {chosen.length < all.length && (
        <p className="note">
          {chosen.length === 1
            ? t`The other layers keep full precision and never flip; at least one layer must stay selected.`
            : t`The other layers keep full precision and never flip.`}{' '}
          {all.length > 4 && (
            <button type="button" className="link-button" onClick={() => edit({ layers: all })}>
              {t`All ${all.length} layers`}
            </button>
          )}
        </p>
      )}
    </section>
  );
}
