import { selectFinding } from '../../store/selectors';
import { powerOfTen } from '../format';
import { useExplorer } from '../useExplorer';
import { useThrottled } from '../useThrottled';

/** The figure in one plain sentence; also what a screen reader hears, at most every two seconds. */
export function Finding() {
  const sentence = typeset(useExplorer(selectFinding));
  const spoken = useThrottled(sentence, 2000);
  return (
    <section className="finding" aria-label="Finding">
      <p aria-hidden="true">{sentence}</p>
      <p className="sr-only" aria-live="polite">
        {spoken}
      </p>
    </section>
  );
}

/** Rates as the rest of the page prints them, and no line break inside a quantity. */
export function typeset(sentence: string): string {
  return sentence
    .replace(
      /(\d(?:\.\d+)?)e([+-]\d+)/g,
      (_, mantissa, exponent) => `${mantissa} × ${powerOfTen(Number(exponent))}`,
    )
    .replaceAll(' × ', '\u00a0×\u00a0')
    .replaceAll(' %', '\u00a0%');
}
