import { t } from '../../core/language/t';
import { commandLine } from '../../experiment/documents/commandLine';
import { methodsText } from '../../experiment/documents/methodsText';
import { PROGRAM } from '../../experiment/documents/program';
import { settingRows } from '../../experiment/documents/settingRows';
import { familyOf } from '../../experiment/link/view';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { selectFinding, selectModel, selectTolerance } from '../../store/selectors/selectors';
import type { ExplorerState } from '../../store/state';
import { fullLink } from '../export/fullLink';
import { qrPath } from '../share/qrPath';
import { TAB_TEXTS } from '../tabs/tabTexts';
import { typeset } from '../text/format';
import './report.css';
import { TickTable } from './TickTable';

interface ReportProps {
  readonly state: ExplorerState;
  /** The figure, drawn black on white. */
  readonly figure: SVGSVGElement;
}

/** Lays out an experiment for paper: finding, figure, ticks, settings, methods and link. */
export function Report({ state, figure }: ReportProps) {
  const { spec, view, engine } = state;
  const isRecorded = familyOf(view) === null && selectTolerance(state)?.source === 'stored';
  const adapter = engine.kind === 'ready' && !isRecorded ? engine.report.adapter : null;
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date());
  return (
    <>
      <header>
        <p>{`${PROGRAM} · ${date}`}</p>
        <h1>{TAB_TEXTS[view.tab].question}</h1>
        <p>{t`${selectModel(state).title}, faults in ${siteTitle(spec)}`}</p>
      </header>
      {familyOf(view) === null && <p className="report-finding">{typeset(selectFinding(state))}</p>}
      <div className="report-figure" ref={(place) => place?.replaceChildren(figure)} />
      <section>
        <h2>{t`Highest bit error rate for each accepted loss, with 95 % interval`}</h2>
        <TickTable state={state} />
      </section>
      <section>
        <h2>{t`Settings`}</h2>
        <table>
          <tbody>
            {settingRows(spec).map(([name, text]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{typeset(text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>{t`Methods`}</h2>
        <p>{methodsText(spec, adapter)}</p>
      </section>
      <section>
        <h2>{t`Repeat it`}</h2>
        <LinkCode link={fullLink(state)} command={commandLine(spec)} />
      </section>
    </>
  );
}

/** Prints a link as text and, if it is short enough, as a QR code. */
function LinkCode({ link, command }: { readonly link: string; readonly command: string }) {
  const code = qrPath(link);
  return (
    <div className="report-link">
      {code !== null && (
        <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={t`QR code of the link`}>
          <path d={code.path} />
        </svg>
      )}
      <div>
        <p>{link}</p>
        <p>
          <code>{command}</code>
        </p>
      </div>
    </div>
  );
}
