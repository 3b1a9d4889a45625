import { makeBundle } from '../../experiment/documents/bundle';
import { pointsCsv, trialsCsv } from '../../experiment/documents/exportCsv';
import { countOf } from '../../experiment/text/numberWords';
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
  if (tables.length + series.length === 0) return null;
  const device = state.engine.kind === 'ready' ? state.engine.report : null;
  const context = { link: fullLink(state), device, imagesPerClass: selectImagesPerClass(state) ?? [] };
  const trials = series.reduce((sum, { measurement }) => sum + measurement.results.length, 0);
  return (
    <section className="export-part" aria-labelledby="export-numbers">
      <h3 id="export-numbers">Numbers</h3>
      <div className="row">
        {tables.map(({ title, csv }, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and titles may repeat
            key={index}
            type="button"
            className="button"
            onClick={() =>
              saveFile(`${file}-table${tables.length > 1 ? `-${index + 1}` : ''}.csv`, csv, 'text/csv')
            }
          >
            Table as CSV{tables.length > 1 && `: ${title}`}
          </button>
        ))}
        {series.length > 0 && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => saveFile(`${file}-trials.csv`, trialsCsv(series, context), 'text/csv')}
            >
              Trials as CSV
            </button>
            <button
              type="button"
              className="button"
              onClick={() => saveFile(`${file}-points.csv`, pointsCsv(series, context), 'text/csv')}
            >
              Points as CSV
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
      {series.length > 0 && (
        <p className="note tabular">
          {`${countOf(trials, 'trial')} of ${countOf(series.length, 'curve')}: ${[...new Set(series.map(({ source }) => `${source} runs`))].join(' and ')}. A bundle holds them with their settings; dropped on this page, it shows them at once.`}
        </p>
      )}
    </section>
  );
}
