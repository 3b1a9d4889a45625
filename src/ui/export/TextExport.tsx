import { t } from '../../core/language/t';
import { BIBTEX } from '../../experiment/documents/bibtex';
import { commandLine } from '../../experiment/documents/commandLine';
import { methodsText } from '../../experiment/documents/methodsText';
import type { ExplorerState } from '../../store/state';
import { CopyText } from '../controls/CopyText';
import { useExplorerStore } from '../hooks/useExplorer';
import { hasReport, printReport } from '../print/printReport';
import type { ExportedPart } from './exportedPart';
import { saveFile } from './saveFile';

interface TextExportProps {
  readonly part: ExportedPart;
  readonly state: ExplorerState;
  /** File name without ending. */
  readonly file: string;
}

/** Gives the texts that repeat and cite an experiment, to copy or to save, and prints a report. */
export function TextExport({ part, state, file }: TextExportProps) {
  const store = useExplorerStore();
  const adapter = state.engine.kind === 'ready' ? state.engine.report.adapter : null;
  const texts = [
    { title: t`Command that repeats it`, text: commandLine(state.spec), rows: 3, ending: '-command.txt' },
    { title: t`Methods`, text: methodsText(state.spec, adapter), rows: 5, ending: '-methods.txt' },
    { title: t`BibTeX of the paper and of this program`, text: BIBTEX, rows: 5, ending: '.bib' },
  ];
  return (
    <section className="export-part export-texts" aria-label={t`Texts`}>
      {texts.map(({ title, text, rows, ending }) => (
        <div key={title}>
          <h3>{title}</h3>
          <CopyText label={title} text={text} rows={rows}>
            <button
              type="button"
              className="button"
              aria-label={t`Save: ${title}`}
              onClick={() => saveFile(`${file}${ending}`, text, 'text/plain')}
            >
              {t`Save`}
            </button>
          </CopyText>
        </div>
      ))}
      {hasReport(state) && (
        <div>
          <h3>{t`Report on paper`}</h3>
          <p className="note">
            {t`Finding, figure, tolerated rates, settings, methods and link on one or two pages.`}
          </p>
          <button type="button" className="button" onClick={() => printReport(store, part)}>
            {t`Print a report`}
          </button>
        </div>
      )}
    </section>
  );
}
