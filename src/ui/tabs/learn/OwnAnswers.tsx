import { t } from '../../../core/language/t';
import type { OwnAnswer } from '../../../core/site/ownSample';
import { selectExpectedFlips } from '../../../store/selectors/selectors';
import { OWN_TRIALS } from '../../../store/state';
import { useExplorer } from '../../hooks/useExplorer';
import { BerSlider } from '../../settings/BerSlider';
import { flipCount, scientific } from '../../text/format';
import { rich } from '../../text/rich';

/** Shows what networks with wrong bits answer to a reader's sample, and the slider of the rate. */
export function OwnAnswers({ isAsked }: { readonly isAsked: boolean }) {
  const answers = useExplorer((state) => state.ownReply?.answers ?? null);
  return (
    <div className="digit-part digit-answers">
      <RateOfDigit />
      {isAsked && <AnswerBars answers={answers} />}
    </div>
  );
}

function RateOfDigit() {
  const ber = useExplorer((state) => state.view.cursorBer);
  const flips = useExplorer(selectExpectedFlips);
  return (
    <div>
      <p className="tabular">
        {rich`Bit error rate ${<strong>{ber === 0 ? '0' : scientific(ber)}</strong>}, ${flipCount(flips)} wrong bits`}
      </p>
      <BerSlider />
    </div>
  );
}

/** Draws how many trials answer each class, with the answer without faults. */
function AnswerBars({ answers }: { readonly answers: readonly OwnAnswer[] | null }) {
  if (answers === null) return <p className="note">{t`The network reads it in a moment.`}</p>;
  const [faultFree, ...trials] = answers;
  const counts = Array.from(
    { length: 10 },
    (_, digit) => trials.filter(({ predicted }) => predicted === digit).length,
  );
  const none = trials.filter(({ predicted }) => predicted === null).length;
  const said = faultFree?.predicted ?? null;
  const confidence = Math.round(100 * (faultFree?.confidence ?? 0));
  const same = trials.filter(({ predicted }) => predicted === said).length;
  return (
    <>
      <p role="status">
        {said === null
          ? rich`Without faults: ${<strong>{t`no answer`}</strong>}.`
          : rich`Without faults: ${<strong>{said}</strong>} (confidence ${confidence} %).`}{' '}
        {none === 0
          ? t`With faults, ${same} of ${OWN_TRIALS} networks say the same.`
          : t`With faults, ${same} of ${OWN_TRIALS} networks say the same, ${none} give no answer.`}
      </p>
      <ul className="digit-bars plain" aria-label={t`Answers of ${OWN_TRIALS} networks`}>
        {counts.map((count, digit) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place
          <li key={digit} className={digit === said ? 'digit-bar digit-same' : 'digit-bar'}>
            <span className="tabular">{digit}</span>
            <svg viewBox={`0 0 ${OWN_TRIALS} 1`} preserveAspectRatio="none" aria-hidden="true">
              <rect width={count} height="1" />
            </svg>
            <span className="muted tabular">{count === 0 ? '' : count}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
