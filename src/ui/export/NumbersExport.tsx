import { t } from '../../core/language/t';
import { type BundledSeries, makeBundle } from '../../experiment/documents/bundle';
import { pointsCsv, trialsCsv } from '../../experiment/documents/exportCsv';
import { grouped } from '../../experiment/text/numberWords';
import { selectImagesPerClass } from '../../store/selectors/classSelectors';
import { exportedSeries } from '../../store/selectors/exportedSeries';
import type { ExplorerState } from '../../store/state';
import { BundleExport } from './BundleExport';
import { fullLink } from './fullLink';
import { saveFile } from './saveFile';
import type { TableFile } from './tableCsv';

interface NumbersExportProps {
  readonly tables: readonly TableFile[];
  readonly state: ExplorerState;
  /** File name without ending. */
  readonly file: string;
  /** True if the tab shows runs of this experiment. */
  readonly hasRuns: boolean;
}

/** Saves the tables of the part, and the trials of its curves. */
export function NumbersExport({ tables, state, file, hasRuns }: NumbersExportProps) {
  const series = hasRuns ? exportedSeries(state) : [];
  if (tables.length + series.length === 0 && !hasRuns) return null;
  const device = state.engine.kind === 'ready' ? state.engine.report : null;
  const context = { link: fullLink(state), device, imagesPerClass: selectImagesPerClass(state) ?? [] };
  const tableFile = (place: readonly number[]) => `${[file, 'table', ...place].join('-')}.csv`;
  const trials = series.reduce((sum, { measurement }) => sum + measurement.results.length, 0);
  return (
    <section className="export-part" aria-labelledby="export-numbers">
      <h3 id="export-numbers">{t`Numbers`}</h3>
      <div className="row">
        {tables.map(({ title, csv }, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and titles may repeat
            key={index}
            type="button"
            className="button"
            onClick={() => saveFile(tableFile(tables.length > 1 ? [index + 1] : []), csv, 'text/csv')}
          >
            {tables.length > 1 ? t`Table as CSV: ${title}` : t`Table as CSV`}
          </button>
        ))}
        {series.length > 0 && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => saveFile(`${file}-trials.csv`, trialsCsv(series, context), 'text/csv')}
            >
              {t`Trials as CSV`}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => saveFile(`${file}-points.csv`, pointsCsv(series, context), 'text/csv')}
            >
              {t`Points as CSV`}
            </button>
            <BundleExport
              file={file}
              write={(files) =>
                makeBundle(series, { ...context, device: { ...device }, date: new Date(), files })
              }
            />
          </>
        )}
      </div>
      {hasRuns && series.length === 0 && (
        <p className="note">{t`Trials can be saved once the first is in.`}</p>
      )}
      {series.length > 0 && (
        <p className="note tabular">
          {t`${trialsText(trials)} of ${curvesText(series.length)}: ${sourcesText(series)}. A bundle holds them with their settings; dropped on this page, it shows them at once.`}
        </p>
      )}
    </section>
  );
}

function trialsText(count: number): string {
  return count === 1 ? t`${grouped(count)} trial` : t`${grouped(count)} trials`;
}

function curvesText(count: number): string {
  return count === 1 ? t`${grouped(count)} curve` : t`${grouped(count)} curves`;
}

/** Names the sources of curves: `live runs and recorded runs`. */
function sourcesText(series: readonly BundledSeries[]): string {
  const names = { live: t`live runs`, recorded: t`recorded runs`, imported: t`imported runs` };
  const sources = [...new Set(series.map(({ source }) => names[source]))];
  return sources.reduce((all, next) => t`${all} and ${next}`);
}
