import type { OwnAnswer } from '../../../core/site/ownSample';
import { selectExpectedFlips } from '../../../store/selectors/selectors';
import { OWN_TRIALS } from '../../../store/state';
import { useExplorer } from '../../hooks/useExplorer';
import { BerSlider } from '../../settings/BerSlider';
import { flipCount, scientific } from '../../text/format';

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
        Bit error rate <strong>{ber === 0 ? '0' : scientific(ber)}</strong>, {flipCount(flips)} wrong bits
      </p>
      <BerSlider />
    </div>
  );
}

/** Draws how many trials answer each class, with the answer without faults. */
function AnswerBars({ answers }: { readonly answers: readonly OwnAnswer[] | null }) {
  if (answers === null) return <p className="note">The network reads it in a moment.</p>;
  const [faultFree, ...trials] = answers;
  const counts = Array.from(
    { length: 10 },
    (_, digit) => trials.filter(({ predicted }) => predicted === digit).length,
  );
  const none = trials.filter(({ predicted }) => predicted === null).length;
  const said = faultFree?.predicted ?? null;
  const same = trials.filter(({ predicted }) => predicted === said).length;
  return (
    <>
      <p role="status">
        Without faults: <strong>{said ?? 'no answer'}</strong>
        {said !== null && ` (confidence ${Math.round(100 * faultFree!.confidence)} %)`}. With faults,{' '}
        {`${same} of ${OWN_TRIALS} networks say the same`}
        {none > 0 && `, ${none} give no answer`}.
      </p>
      <ul className="digit-bars plain" aria-label={`Answers of ${OWN_TRIALS} networks`}>
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
