import { noIncreaseText } from '../../experiment/finding';
import { BOUND_SIGNS } from '../../experiment/tolerance';
import { type MeasuredTolerance, selectNoun, selectTolerance } from '../../store/selectors';
import { grouped, intervalText, scientific, typeset } from '../format';
import { useExplorer } from '../useExplorer';

/** The loss ticks of the figure in numbers, how sure each is, and what the paper calls its 0 % point. */
export function TicksPanel() {
  const tolerance = useExplorer(selectTolerance);
  const noun = useExplorer(selectNoun);
  if (tolerance === null) return null;
  const { trials, images, source, noIncrease, grid } = tolerance;
  return (
    <section className="panel ticks-panel" aria-labelledby="ticks-title">
      <div className="panel-head">
        <h2 id="ticks-title">Highest rate that costs no more</h2>
        <span className="muted tabular">
          n = {grouped(trials)}, N = {grouped(images)} {noun}s{source === 'stored' && ', stored run'}
        </span>
      </div>
      <TickTable tolerance={tolerance} />
      <div className="stack note">
        <p>
          Where the fitted mean, which never falls, has lost that many points against the fault-free quantised
          network. A loss of 0 is read at ε = 0.1 points, whatever the number of {noun}s. An interval needs 30
          trials around the tick that changed the error; it covers fault patterns, not the choice of {noun}s.
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
          <th scope="col">Loss, points</th>
          <th scope="col">Bit error rate</th>
          <th scope="col">95 % interval</th>
        </tr>
      </thead>
      <tbody>
        {tolerance.ticks.map(({ loss, thresholdPoints, ber, interval }) => (
          <tr key={loss}>
            <th scope="row">{loss === 0 ? `0 (ε = ${thresholdPoints})` : loss}</th>
            <td>{typeset(BOUND_SIGNS[ber.bound] + scientific(ber.value))}</td>
            <td>{typeset(intervalText(ber, interval)).replace(' to ', '\u00a0to ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
