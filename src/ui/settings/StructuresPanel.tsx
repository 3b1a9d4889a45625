import type { Structure } from '../../core/network/model';
import { isDynamic, STRUCTURES } from '../../core/site/siteTensors';
import { numSiteBits, numSiteWords } from '../../experiment/curve/curve';
import { changeSite } from '../../experiment/settings/changeSite';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { structuresTitle, topBitName } from '../../experiment/settings/siteTitle';
import { capitalized } from '../../experiment/text/capitalized';
import { selectModel, selectNoun } from '../../store/selectors/selectors';
import { selectFaulty, selectFaultySpec } from '../../store/selectors/siteSelectors';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';
import { compact } from '../text/format';

/** Structures in the order shown: the three of the paper, then biases, which it does not fault. */
const OFFERED: readonly Structure[] = ['weights', 'activations', 'hiddenState', 'biases'];

/**
 * Panel that selects the faulty structures, at least one, and the lifetime of faults in activations
 * and hidden state.
 */
export function StructuresPanel() {
  const spec = useExplorer((state) => state.spec);
  const model = useExplorer(selectModel);
  const edit = useExplorer((state) => state.setSettings);
  const tab = useExplorer((state) => state.view.tab);
  const { structures } = spec;
  const toggle = (structure: Structure) => {
    const next = STRUCTURES.filter((other) => structures.includes(other) !== (other === structure));
    if (next.length > 0) edit(changeSite(spec, { structures: next }));
  };
  if (tab === 'structures') {
    return (
      <section className="panel" aria-labelledby="structures-title">
        <h2 id="structures-title">Faulty structures</h2>
        <p className="note">
          This tab tests each structure alone, in all layers, then weights and activations together.
          Everything else keeps full precision and never flips.
        </p>
        <ChosenBits />
        <LifetimeControl />
      </section>
    );
  }
  return (
    <section className="panel" aria-labelledby="structures-title">
      <h2 id="structures-title">Faulty structures</h2>
      <div className="structures">
        {OFFERED.filter((structure) => hasStructure(model, structure)).map((structure) => {
          const on = structures.includes(structure);
          const site = { ...spec, structures: [structure] };
          return (
            <button
              key={structure}
              type="button"
              className={`button structure tabular${structure === 'biases' ? ' structure-quiet' : ''}`}
              aria-pressed={on}
              aria-disabled={on && structures.length === 1}
              onClick={() => toggle(structure)}
            >
              <span className="structure-name">{capitalized(structuresTitle([structure]))} </span>
              <span>
                {compact(numSiteWords(site))} words, {compact(numSiteBits(site))} bits
              </span>
            </button>
          );
        })}
      </div>
      <ChosenBits />
      {structures.some(isDynamic) && <LifetimeControl />}
      <p className="note">Everything else keeps full precision and never flips.</p>
    </section>
  );
}

/** Note that names the bits that may flip, with a button that selects all. Empty if all may. */
function ChosenBits() {
  const bitPositions = useExplorer((state) => state.spec.bitPositions);
  const top = topBitName(useExplorer(selectFaultySpec));
  const edit = useExplorer((state) => state.setSettings);
  if (bitPositions === null) return null;
  return (
    <p className="note">
      {bitPositions.length === 1
        ? bitPositions[0] === 0
          ? `Only the ${top} bit of each word may flip.`
          : `Only bit ${bitPositions[0]} of each word may flip (bit 0 is the ${top}).`
        : `Only bits ${bitPositions.join(', ')} of each word may flip (bit 0 is the ${top}).`}{' '}
      <button type="button" className="link-button" onClick={() => edit({ bitPositions: null })}>
        All bits
      </button>
    </p>
  );
}

/** Choice of permanent or transient faults in activations and hidden state, with an explanation. */
function LifetimeControl() {
  const lifetime = useExplorer((state) => state.spec.lifetime);
  const structures = useExplorer(selectFaulty);
  const noun = useExplorer(selectNoun);
  const edit = useExplorer((state) => state.setSettings);
  const written = structures.filter(isDynamic);
  const trained = structures.filter((structure) => !isDynamic(structure));
  const steps = structures.includes('hiddenState') ? ' and at every time step' : '';
  return (
    <>
      <Segmented
        label={`Faults in ${structuresTitle(written)}`}
        showLabel
        value={lifetime}
        options={[
          ['permanent', 'Permanent'],
          ['transient', 'Transient'],
        ]}
        onChange={(next) => edit({ lifetime: next })}
      />
      <p className="note">
        {lifetime === 'permanent'
          ? `The same bits flip for every ${noun}${steps}, as in weak memory cells.`
          : `Other bits flip for every ${noun}${steps}.`}
        {lifetime === 'transient' &&
          trained.length > 0 &&
          ` Faults in ${structuresTitle(trained)} last for the whole trial.`}
      </p>
    </>
  );
}
