import { lazy, Suspense } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText, samplesWord } from '../../../core/network/sampleNoun';
import type { Measure } from '../../../core/samples/measure';
import { errorOf } from '../../../core/site/injection';
import type { Preview } from '../../../core/site/preview';
import type { ScoredTrial } from '../../../experiment/sweep/results';
import { errorText } from '../../../experiment/text/errorWords';
import { grouped } from '../../../experiment/text/numberWords';
import { selectIsLoading, selectModel, selectTrialsAtCursor } from '../../../store/selectors/selectors';
import { selectReading } from '../../charts/cursor/reading';
import { AsTable } from '../../charts/frame/AsTable';
import { StripPlot } from '../../charts/StripPlot';
import { Sourced } from '../../controls/Sourced';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { dueText } from '../../overflow';
import { scientific } from '../../text/format';

const TrialTable = lazy(() => import('./TrialTable').then(({ TrialTable: table }) => ({ default: table })));

/** Strip plot of all trials at the cursor's rate, because a mean alone hides the few bad ones. */
export function TrialsPanel() {
  const ber = useExplorer((state) => state.view.cursorBer);
  const selected = useExplorer((state) => state.view.trial);
  const setView = useExplorer((state) => state.setView);
  const { source, trials } = useExplorer(selectTrialsAtCursor);
  const reading = useExplorer(selectReading);
  const running = useExplorer((state) => state.progress?.running ?? false);
  const isLoading = useExplorer(selectIsLoading);
  const kind = useExplorer(selectModel).dataKind;
  const { numSamples: images, measure } = useExplorer((state) => state.spec);
  const preview = useExplorer((state) => (state.preview?.ber === ber ? state.preview : null));
  const chosen = trials.find(({ trial }) => trial === selected);
  return (
    <section className="panel trials-panel" aria-labelledby="trials-title">
      <div className="panel-head">
        <h2 id="trials-title">{ber === 0 ? t`Trials at rate 0` : t`Trials at ${scientific(ber)}`}</h2>
        <span className="muted tabular">
          {trials.length > 0 && source !== 'none' && (
            <Sourced source={source} trials={trials.length}>
              {source === 'stored' ? t`${grouped(trials.length)} stored` : grouped(trials.length)}
            </Sourced>
          )}
        </span>
        <ExportButton />
      </div>
      {trials.length > 0 ? (
        <StripPlot
          trials={trials}
          selected={selected}
          measure={measure}
          onSelect={(trial) => setView({ trial })}
          mean={reading === null || reading.between ? null : reading.mean}
          median={reading?.median ?? null}
        />
      ) : (
        <p className="empty">
          {ber === 0
            ? t`Without faults every trial gives the fault-free error.`
            : isLoading
              ? t`Loading saved trials for this rate.`
              : [
                  uncountedWords(preview, { images, kind, running }),
                  ...(running ? [t`When the slider stops, eight trials at this rate run first.`] : []),
                ].join(' ')}
        </p>
      )}
      <p className="note tabular">
        {chosen !== undefined
          ? `${trialWords(chosen, measure)}${dueText(chosen.due)}. ${t`Press a dot to see another.`}`
          : trials.length > 0
            ? t`Each dot is one trial. Press a dot to see its ${samplesWord(kind)}.`
            : '\u00a0'}
      </p>
      {trials.length > 0 && (
        <AsTable label={t`The trials as a table`}>
          {() => (
            <Suspense>
              <TrialTable trials={trials} measure={measure} />
            </Suspense>
          )}
        </AsTable>
      )}
    </section>
  );
}

function trialWords(result: ScoredTrial, measure: Measure): string {
  const { trial, wrong, total, value } = result;
  const error = errorText(errorOf(result), measure);
  if (value !== undefined) return t`Trial ${grouped(trial)}: ${error}`;
  return measure === 'changed'
    ? t`Trial ${grouped(trial)}: ${grouped(wrong)} of ${grouped(total)} changed (${error})`
    : t`Trial ${grouped(trial)}: ${grouped(wrong)} of ${grouped(total)} wrong (${error})`;
}

interface Uncounted {
  /** Number of samples that a full trial counts. */
  readonly images: number;
  readonly kind: DataKind;
  readonly running: boolean;
}

/** Explains why no trial at the cursor's rate has a count yet, although one may be previewed. */
function uncountedWords(preview: Preview | null, { images, kind, running }: Uncounted): string {
  if (preview === null) return t`No trial has finished at this rate yet.`;
  const { trial, images: seen } = preview;
  if (seen.length < images)
    return t`Trial ${trial} has run on the first ${samplesText(seen.length, grouped(seen.length), kind)}; no trial has finished on all ${grouped(images)} yet.`;
  return running
    ? t`A preview of trial ${trial} has run; the first full trial is running.`
    : t`A preview of trial ${trial} has run; no trial has finished at this rate yet.`;
}
