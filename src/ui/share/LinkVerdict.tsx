import { useMemo, useState } from 'react';
import { t } from '../../core/language/t';
import { reportText } from '../../experiment/fingerprint/reportText';
import { judgeFingerprint } from '../../experiment/fingerprint/verdict';
import { mustReport, verdictText } from '../../experiment/fingerprint/verdictWords';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { selectModel } from '../../store/selectors/selectors';
import { CopyText } from '../controls/CopyText';
import { NoticeBox } from '../controls/NoticeBox';
import { useExplorer } from '../hooks/useExplorer';
import { VERSION } from '../text/version';
import { pageLink } from './pageLink';
import { useRun } from './useRun';

/** Says whether this device reproduces the run whose fingerprint the opened link holds. */
export function LinkVerdict({ fingerprint }: { readonly fingerprint: string }) {
  const run = useRun();
  const { dataKind } = useExplorer(selectModel);
  const engine = useExplorer((state) => state.engine);
  const [dismissed, setDismissed] = useState('');
  const verdict = useMemo(() => judgeFingerprint(fingerprint, run, run.origin), [fingerprint, run]);
  if (dismissed === fingerprint) return null;
  const isOpen = verdict.kind === 'unfinished';
  const isContradicted = mustReport(verdict);
  const text = verdictText(verdict, dataKind);
  const facts = {
    link: pageLink(formatLink(run.spec, DEFAULT_VIEW, { fingerprint })),
    own: run.fingerprint,
    version: VERSION,
    device: engine.kind === 'ready' ? `${engine.report.device} (${engine.report.adapter})` : 'none',
    host: navigator.userAgent,
  };
  return (
    <NoticeBox
      tone={isContradicted ? 'error' : 'info'}
      {...(verdict.kind === 'exact' && { glyph: '✓' })}
      label={t`Fingerprint of this link`}
      onDismiss={() => setDismissed(fingerprint)}
    >
      <div className="stack">
        {/* Only a verdict is spoken: the number of trials changes all the time. */}
        {isOpen && <p className="tabular">{t`Fingerprint of this link. ${text}`}</p>}
        <p role="status" hidden={isOpen}>
          {isOpen ? '' : text}
        </p>
        {isContradicted && (
          <CopyText label={t`Report`} text={reportText(verdict, dataKind, facts)} rows={7} />
        )}
      </div>
    </NoticeBox>
  );
}
