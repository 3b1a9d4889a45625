import { t } from '../../../core/language/t';
import { isDynamic } from '../../../core/site/siteTensors';
import { hasUnsignedWords } from '../../../experiment/settings/experimentSpec';
import { selectNoun } from '../../../store/selectors/selectors';
import { selectFaultySpec } from '../../../store/selectors/siteSelectors';
import { useExplorer } from '../../hooks/useExplorer';
import { drawWords } from '../../text/drawWords';

/** Returns the note for activations whose words have no sign bit. */
export function unsignedNote(): string {
  return t`activations unsigned after ReLU`;
}

/**
 * States how the numbers were measured: sampling rule, coupling of rates, seed, images and words.
 */
export function FigureCaption() {
  const noun = useExplorer(selectNoun);
  const setSize = useExplorer((state) => state.data?.numSamples ?? null);
  const spec = useExplorer((state) => state.spec);
  const { structures, sampling } = spec;
  const isUnsigned = hasUnsignedWords(useExplorer(selectFaultySpec));
  const isCounted = sampling === 'count' && !structures.every(isDynamic);
  return (
    <p className="figure-caption tabular">
      {drawWords(spec, structures, noun, setSize)}
      {isUnsigned && `; ${unsignedNote()}`}
      {isCounted && `; ${countedNote(structures.some(isDynamic))}`}
    </p>
  );
}

function countedNote(isMixed: boolean): string {
  return isMixed
    ? t`no bit of a layer flips below the rate of one bit in it, except in activations and hidden state`
    : t`no bit of a layer flips below the rate of one bit in it`;
}
