import type { ScoredTrial } from '../../../experiment/sweep/results';
import { grouped } from '../../../experiment/text/numberWords';
import { hundredths, percent } from '../../../experiment/text/percentWords';
import { selectIsLoading, selectNoun, selectTrialsAtCursor } from '../../../store/selectors/selectors';
import { selectReading } from '../../charts/cursor/reading';
import { AsTable } from '../../charts/frame/AsTable';
import { StripPlot } from '../../charts/StripPlot';
import { Sourced } from '../../controls/Sourced';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { dueText } from '../../overflow';
import { scientific } from '../../text/format';

/** Strip plot of all trials at the cursor's rate, because a mean alone hides the few bad ones. */
export function TrialsPanel() {
  const ber = useExplorer((state) => state.view.cursorBer);
  const selected = useExplorer((state) => state.view.trial);
  const setView = useExplorer((state) => state.setView);
  const { source, trials } = useExplorer(selectTrialsAtCursor);
  const reading = useExplorer(selectReading);
  const running = useExplorer((state) => state.progress?.running ?? false);
  const isLoading = useExplorer(selectIsLoading);
  const noun = useExplorer(selectNoun);
  const images = useExplorer((state) => state.spec.numSamples);
  const preview = useExplorer((state) => (state.preview?.ber === ber ? state.preview : null));
  const uncounted =
    preview === null
      ? 'No trial has finished at this rate yet.'
      : preview.images.length < images
        ? `Trial ${preview.trial} has run on the first ${grouped(preview.images.length)} ${noun}s; no trial has finished on all ${grouped(images)} yet.`
        : `A preview of trial ${preview.trial} has run; ${running ? 'the first full trial is running' : 'no trial has finished at this rate yet'}.`;
  const chosen = trials.find(({ trial }) => trial === selected);
  return (
    <section className="panel trials-panel" aria-labelledby="trials-title">
      <div className="panel-head">
        <h2 id="trials-title">Trials at {ber === 0 ? 'rate 0' : scientific(ber)}</h2>
        <span className="muted tabular">
          {trials.length > 0 && source !== 'none' && (
            <Sourced source={source} trials={trials.length}>
              {grouped(trials.length)}
              {source === 'stored' && ' stored'}
            </Sourced>
          )}
        </span>
        <ExportButton />
      </div>
      {trials.length > 0 ? (
        <StripPlot
          trials={trials}
          selected={selected}
          onSelect={(trial) => setView({ trial })}
          mean={reading === null || reading.between ? null : reading.mean}
          median={reading?.median ?? null}
        />
      ) : (
        <p className="empty">
          {ber === 0
            ? 'Without faults every trial gives the fault-free error.'
            : isLoading
              ? 'Loading saved trials for this rate.'
              : `${uncounted}${running ? ' When the slider stops, eight trials at this rate run first.' : ''}`}
        </p>
      )}
      <p className="note tabular">
        {chosen !== undefined
          ? `Trial ${grouped(chosen.trial)}: ${grouped(chosen.wrong)} of ${grouped(chosen.total)} wrong (${percent(chosen.wrong / chosen.total)})${dueText(chosen.due)}. Press a dot to see another.`
          : trials.length > 0
            ? `Each dot is one trial. Press a dot to see its ${noun}s.`
            : '\u00a0'}
      </p>
      {trials.length > 0 && (
        <AsTable label="The trials as a table">{() => <TrialTable trials={trials} />}</AsTable>
      )}
    </section>
  );
}

/** Lists the trials in the order of the strip plot's keys: by error, lowest first. */
function TrialTable({ trials }: { readonly trials: readonly ScoredTrial[] }) {
  const hasDue = trials.some(({ due }) => due !== undefined);
  return (
    <table className="data-table tabular">
      <thead>
        <tr>
          <th scope="col">Trial</th>
          <th scope="col">Wrong</th>
          <th scope="col">Error, %</th>
          {hasDue && <th scope="col">No answer (overflow)</th>}
        </tr>
      </thead>
      <tbody>
        {trials
          .toSorted((a, b) => a.wrong - b.wrong || a.trial - b.trial)
          .map(({ trial, wrong, total, due = 0 }) => (
            <tr key={trial}>
              <th scope="row">{trial}</th>
              <td>{grouped(wrong)}</td>
              <td>{hundredths(wrong / total)}</td>
              {hasDue && <td>{grouped(due)}</td>}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
