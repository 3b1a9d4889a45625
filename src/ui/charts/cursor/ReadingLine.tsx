import { t } from '../../../core/language/t';
import { errorInterval, errorText, spreadText } from '../../../experiment/text/errorWords';
import { errorTitle, meanTitle } from '../../../experiment/text/measureWords';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';
import { selectCounted } from '../../../store/selectors/selectors';
import { selectStoredName } from '../../../store/selectors/storedRunOf';
import { Sourced } from '../../controls/Sourced';
import { useExplorer } from '../../hooks/useExplorer';
import { placeText } from '../../text/placeText';
import { selectReading } from './reading';

/**
 * Shows the value at the cursor and its source. The height is fixed, so that nothing moves during a
 * drag.
 */
export function ReadingLine() {
  const { cursorBer: ber, rateAxis } = useExplorer((state) => state.view);
  const spec = useExplorer((state) => state.spec);
  const reading = useExplorer(selectReading);
  const images = useExplorer(selectCounted);
  const storedName = useExplorer(selectStoredName);
  return (
    <p className="reading tabular">
      <span className="reading-ber">{ber === 0 ? t`No faults` : placeText(ber, rateAxis, spec)}</span>
      {reading === null ? (
        <span className="muted">{t`not tested at this rate yet`}</span>
      ) : (
        <>
          <Sourced source={reading.source} trials={reading.trials}>
            <span className="reading-mean">
              {reading.between && '≈ '}
              {errorText(reading.mean, spec.measure)}
            </span>
          </Sourced>
          <span className="muted">
            {ber === 0
              ? spec.measure === 'top1'
                ? t`error`
                : errorTitle(spec.measure)
              : reading.between
                ? t`mean, between tested rates`
                : meanTitle(spec.measure)}
            {reading.meanInterval !== null &&
              `, ${t`95 % within ${errorInterval(reading.meanInterval, spec.measure)}`}`}
          </span>
          {ber === 0 && <span className="muted reading-detail">{t`of ${images}`}</span>}
          {ber > 0 && reading.median !== null && reading.std !== null && (
            <span className="reading-details">
              <span className="reading-detail">
                {t`median ${errorText(reading.median, spec.measure)} · σ of trials ${reading.trials > 1 ? spreadText(reading.std, spec.measure) : '–'}`}
              </span>
              <span className="muted reading-detail">
                {`n\u00a0=\u00a0${grouped(reading.trials)}`}
                {reading.source === 'stored' && `, ${storedName}`}
                {reading.due > 0 && `, ${t`${percent(reading.due)} without an answer (overflow)`}`}
              </span>
            </span>
          )}
        </>
      )}
    </p>
  );
}
