import { t } from '../../core/language/t';
import { isDynamic } from '../../core/site/siteTensors';
import { wordBits } from '../../core/words/numberFormat';
import { narrowestWord } from '../../experiment/settings/checkBitPositions';
import { topBitName } from '../../experiment/settings/siteTitle';
import { selectFaultySpec } from '../../store/selectors/siteSelectors';
import { useExplorer } from '../hooks/useExplorer';

/**
 * Field with a toggle for each bit position that all faulty words have, counted from the top bit.
 * At least one position stays selected.
 */
export function BitPositions() {
  const spec = useExplorer((state) => state.spec);
  const edit = useExplorer((state) => state.setSettings);
  const width = narrowestWord(spec);
  const top = topBitName(useExplorer(selectFaultySpec));
  const positions = Array.from({ length: width }, (_, position) => position);
  const chosen = spec.bitPositions ?? positions;
  const hasWider = spec.structures.some(
    (structure) => wordBits(isDynamic(structure) ? spec.activationFormat : spec.format) > width,
  );
  const toggle = (position: number) => {
    const next = positions.filter((other) => chosen.includes(other) !== (other === position));
    // If some words are wider, selecting every position here is less than all bits.
    if (next.length > 0) edit({ bitPositions: next.length === width && !hasWider ? null : next });
  };
  const topOnly = spec.bitPositions?.length === 1 && spec.bitPositions[0] === 0;
  return (
    <fieldset className="bit-positions">
      <legend className="field-label">
        {top === 'sign'
          ? t`Bits that may flip, counted from the sign`
          : t`Bits that may flip, counted from the top`}
      </legend>
      <div className="bits">
        {positions.map((position) => {
          const on = chosen.includes(position);
          return (
            <button
              key={position}
              type="button"
              className="bit tabular"
              aria-label={
                position !== 0 ? t`Bit ${position}` : top === 'sign' ? t`Bit 0, the sign` : t`Bit 0, the top`
              }
              aria-pressed={on}
              aria-disabled={on && chosen.length === 1}
              onClick={() => toggle(position)}
            >
              {position === 0 && top === 'sign' ? 's' : position}
            </button>
          );
        })}
      </div>
      <div className="row">
        <button
          type="button"
          className="button"
          aria-pressed={spec.bitPositions === null}
          onClick={() => edit({ bitPositions: null })}
        >
          {t`All bits`}
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={topOnly}
          onClick={() => edit({ bitPositions: [0] })}
        >
          {top === 'sign' ? t`Sign only` : t`Top only`}
        </button>
      </div>
      {hasWider && (
        <p className="note">
          {t`Some words are wider: their bits beyond ${width - 1} flip only under “All bits”.`}
        </p>
      )}
    </fieldset>
  );
}
