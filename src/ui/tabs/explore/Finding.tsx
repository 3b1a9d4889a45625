import { t } from '../../../core/language/t';
import { selectFinding } from '../../../store/selectors/selectors';
import { useExplorer } from '../../hooks/useExplorer';
import { useThrottled } from '../../hooks/useThrottled';
import { typeset } from '../../text/format';

/**
 * Finding of the experiment in one sentence. Screen readers announce it at most every two seconds
 * during a run, and at once when it ends.
 */
export function Finding() {
  const sentence = typeset(useExplorer(selectFinding));
  const running = useExplorer((state) => state.progress?.running === true);
  const spoken = useThrottled(sentence, running ? 2000 : 0);
  return (
    <section className="finding" aria-label={t`Finding`}>
      <p aria-hidden="true">{sentence}</p>
      <p className="sr-only" aria-live="polite">
        {spoken}
      </p>
    </section>
  );
}
