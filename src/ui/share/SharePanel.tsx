import { useState } from 'react';
import { formatLink } from '../../experiment/link/link';
import { markdownLink } from '../../experiment/link/markdownLink';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { selectModel } from '../../store/selectors/selectors';
import { CopyText } from '../controls/CopyText';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';
import { CopyButton } from './CopyButton';
import { pageLink } from './pageLink';
import { useRun } from './useRun';

const loadQrDialog = async () => (await import('./QrDialog')).QrDialog;

/** Shows the link to this experiment and view in full, and hands it out in other forms. */
export function SharePanel() {
  const view = useExplorer((state) => state.view);
  const model = useExplorer(selectModel);
  const { spec, measurement, fingerprint, done } = useRun();
  const link = pageLink(formatLink(spec, view, fingerprint === null ? {} : { fingerprint }));
  const title = `${model.title}: bit errors in ${siteTitle(spec)}`;
  // The fingerprint of a complete run follows within milliseconds. A link without it is not copied.
  const isFinal = measurement === null || fingerprint !== null;
  const [isQrOpen, setQrOpen] = useState(false);
  const { loaded: QrDialog, hasFailed, retry } = useLoading(loadQrDialog, isQrOpen);
  return (
    <>
      <p>This link opens the same experiment with the same flipped bits on any device.</p>
      <CopyText
        key={String(isFinal)}
        label="Link to this experiment"
        text={link}
        rows={Math.min(8, Math.ceil(link.length / 42) + 1)}
        copyAtOnce={isFinal}
      >
        <span className="muted tabular">{grouped(link.length)} characters</span>
      </CopyText>
      <div className="row">
        <CopyButton text={markdownLink(title, link)}>Copy as Markdown</CopyButton>
        <button
          type="button"
          className="button"
          onClick={() => {
            retry();
            setQrOpen(true);
          }}
        >
          Show as QR code
        </button>
      </div>
      <p className="muted">
        {fingerprint === null
          ? `It holds no fingerprint until all trials have run (${grouped(done)} of ${countOf(spec.trials, 'trial')} per rate so far).`
          : `Its end, &h=, is the fingerprint of this run: the device that opens the link says whether it gets the same flipped bits and the same counts.`}
      </p>
      {isQrOpen && hasFailed && <p role="alert">The QR code could not be loaded: is the page offline?</p>}
      {isQrOpen && QrDialog !== null && (
        <QrDialog title={title} text={link} onClose={() => setQrOpen(false)} />
      )}
    </>
  );
}
