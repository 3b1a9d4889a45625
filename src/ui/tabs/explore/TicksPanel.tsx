import { t } from '../../../core/language/t';
import { samplesText, samplesWord } from '../../../core/network/sampleNoun';
import { boundText } from '../../../experiment/text/boundWords';
import { grouped } from '../../../experiment/text/numberWords';
import { noIncreaseText } from '../../../experiment/ticks/finding';
import {
  type MeasuredTolerance,
  selectModel,
  selectNoun,
  selectTicksAwaited,
  selectTolerance,
} from '../../../store/selectors/selectors';
import { selectStoredName } from '../../../store/selectors/storedRunOf';
import { Sourced } from '../../controls/Sourced';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { intervalText, scientific, typeset } from '../../text/format';

/**
 * Panel of the loss ticks with their intervals, and of the paper's highest rate without measured
 * loss.
 */
export function TicksPanel() {
  const tolerance = useExplorer(selectTolerance);
  const awaited = useExplorer(selectTicksAwaited);
  const noun = useExplorer(selectNoun);
  const kind = useExplorer(selectModel).dataKind;
  const storedName = useExplorer(selectStoredName);
  if (tolerance === null) return null;
  const { trials, images, source, noIncrease, grid } = tolerance;
  return (
    <section className="panel ticks-panel" aria-labelledby="ticks-title" aria-busy={awaited}>
      <div className="panel-head">
        <h2 id="ticks-title">{t`How high may the bit error rate go?`}</h2>
        <span className="muted tabular">
          <Sourced source={source} trials={trials}>
            {`n = ${grouped(trials)}, N = ${samplesText(images, grouped(images), kind)}`}
            {source === 'stored' && `, ${storedName}`}
          </Sourced>
          {awaited && `; ${t`updating`}`}
        </span>
        <ExportButton />
      </div>
      <TickTable tolerance={tolerance} />
      <div className="stack note">
        <p>
          {t`Each row gives the rate at which the smoothed error is that many percentage points above the
          fault-free error of the quantised network. The interval covers other random flips, not other test
          ${samplesWord(kind)}. It needs at least 30 trials near this rate that changed the error, a loss spread over at
          least 10 of them, and tested rates at most a decade apart.`}
        </p>
        <p>{typeset(noIncreaseText(noIncrease, grid, noun))}</p>
      </div>
    </section>
  );
}

function TickTable({ tolerance }: { readonly tolerance: MeasuredTolerance }) {
  return (
    <table className="data-table tabular" aria-labelledby="ticks-title">
      <thead>
        <tr>
          <th scope="col">{t`Accepted loss`}</th>
          <th scope="col">{t`Highest bit error rate`}</th>
          <th scope="col">{t`95 % interval`}</th>
        </tr>
      </thead>
      <tbody>
        {tolerance.ticks.map((tick) => (
          <tr key={tick.loss}>
            <th scope="row">
              {tick.loss === 0
                ? t`none (less than ${tick.thresholdPoints} points)`
                : tick.loss === 1
                  ? t`1 point`
                  : t`${tick.loss} points`}
            </th>
            <td>{typeset(boundText(tick.ber, (value) => scientific(value)))}</td>
            <td>{typeset(intervalText(tick)).replace(' to ', '\u00a0to ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
