import { t } from '../../core/language/t';
import type { DataKind, Structure } from '../../core/network/model';
import { isDynamic, STRUCTURES } from '../../core/site/siteTensors';
import { numSiteBits, numSiteWords } from '../../experiment/curve/curve';
import { changeSite } from '../../experiment/settings/changeSite';
import { hasStructure } from '../../experiment/settings/checkStructures';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { structuresTitle, topBitName } from '../../experiment/settings/siteTitle';
import { capitalized } from '../../experiment/text/capitalized';
import { selectModel } from '../../store/selectors/selectors';
import { selectFaulty, selectFaultySpec } from '../../store/selectors/siteSelectors';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';
import { everySample } from '../text/everySample';
import { compact } from '../text/format';

/** Structures in the order shown: the three of the paper, then those that it does not fault. */
const OFFERED: readonly Structure[] = ['weights', 'activations', 'hiddenState', 'biases', 'norms'];

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
        <h2 id="structures-title">{t`Faulty structures`}</h2>
        <p className="note">
          {t`This tab tests each structure alone, in all layers, then weights and activations together.
            Everything else keeps full precision and never flips.`}
        </p>
        <ChosenBits />
        <LifetimeControl />
      </section>
    );
  }
  return (
    <section className="panel" aria-labelledby="structures-title">
      <h2 id="structures-title">{t`Faulty structures`}</h2>
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
              <span>{t`${compact(numSiteWords(site))} words, ${compact(numSiteBits(site))} bits`}</span>
            </button>
          );
        })}
      </div>
      <ChosenBits />
      {structures.some(isDynamic) && <LifetimeControl />}
      <p className="note">{t`Everything else keeps full precision and never flips.`}</p>
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
      {onlyBitsText(bitPositions, top)}{' '}
      <button type="button" className="link-button" onClick={() => edit({ bitPositions: null })}>
        {t`All bits`}
      </button>
    </p>
  );
}

/** Choice of permanent or transient faults in activations and hidden state, with an explanation. */
function LifetimeControl() {
  const lifetime = useExplorer((state) => state.spec.lifetime);
  const structures = useExplorer(selectFaulty);
  const { dataKind } = useExplorer(selectModel);
  const edit = useExplorer((state) => state.setSettings);
  const written = structures.filter(isDynamic);
  const trained = structures.filter((structure) => !isDynamic(structure));
  return (
    <>
      <Segmented
        label={t`Faults in ${structuresTitle(written)}`}
        showLabel
        value={lifetime}
        options={[
          ['permanent', t`Permanent`],
          ['transient', t`Transient`],
        ]}
        onChange={(next) => edit({ lifetime: next })}
      />
      <p className="note">
        {lifetimeText(lifetime, dataKind, structures.includes('hiddenState'))}
        {lifetime === 'transient' &&
          trained.length > 0 &&
          ` ${t`Faults in ${structuresTitle(trained)} last for the whole trial.`}`}
      </p>
    </>
  );
}

function onlyBitsText(bitPositions: readonly number[], top: 'sign' | 'top'): string {
  const list = bitPositions.join(', ');
  if (list === '0')
    return top === 'sign'
      ? t`Only the sign bit of each word may flip.`
      : t`Only the top bit of each word may flip.`;
  if (bitPositions.length === 1)
    return top === 'sign'
      ? t`Only bit ${list} of each word may flip (bit 0 is the sign).`
      : t`Only bit ${list} of each word may flip (bit 0 is the top).`;
  return top === 'sign'
    ? t`Only bits ${list} of each word may flip (bit 0 is the sign).`
    : t`Only bits ${list} of each word may flip (bit 0 is the top).`;
}

/** Explains a lifetime. With a hidden state, flips also concern every time step. */
function lifetimeText(lifetime: ExperimentSpec['lifetime'], kind: DataKind, hasSteps: boolean): string {
  const every = everySample(kind);
  if (lifetime === 'permanent') {
    return hasSteps
      ? t`The same bits flip for ${every} and at every time step, as in weak memory cells.`
      : t`The same bits flip for ${every}, as in weak memory cells.`;
  }
  return hasSteps
    ? t`Other bits flip for ${every} and at every time step.`
    : t`Other bits flip for ${every}.`;
}
