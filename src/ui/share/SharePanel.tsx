import { useState } from 'react';
import { embedCode } from '../../experiment/embed/embedCode';
import { figureOfTab } from '../../experiment/embed/embedLink';
import { formatLink } from '../../experiment/link/link';
import { markdownLink } from '../../experiment/link/markdownLink';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { selectModel } from '../../store/selectors/selectors';
import { CopyText } from '../controls/CopyText';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';
import { CopyButton } from './CopyButton';
import { FrozenRefusal, MOST_FROZEN_CHARS } from './FrozenRefusal';
import { pageLink } from './pageLink';
import { useFrozenCounts } from './useFrozenCounts';
import { useRun } from './useRun';

const loadQrDialog = async () => (await import('./QrDialog')).QrDialog;

const KINDS = [
  ['recipe', 'To run again'],
  ['frozen', 'With the results'],
] as const;

/** Shows the link to this experiment and view in full, and hands it out in other forms. */
export function SharePanel() {
  const view = useExplorer((state) => state.view);
  const model = useExplorer(selectModel);
  const { spec, measurement, fingerprint, done } = useRun();
  const [kind, setKind] = useState<'recipe' | 'frozen'>('recipe');
  const isFrozen = kind === 'frozen';
  const counts = useFrozenCounts(isFrozen);
  const proof = {
    ...(fingerprint !== null && { fingerprint }),
    ...(counts !== null && { frozen: counts }),
  };
  const link = pageLink(formatLink(spec, view, proof));
  const title = `${model.title}: bit errors in ${siteTitle(spec)}`;
  // The fingerprint of a complete run follows within milliseconds. A link without it is not copied.
  const isFinal = measurement === null || fingerprint !== null;
  const lacksResults = isFrozen && counts === null;
  const isTooLong = isFrozen && link.length > MOST_FROZEN_CHARS;
  return (
    <>
      <Segmented label="Link" options={KINDS} value={kind} onChange={setKind} />
      {lacksResults ? (
        <p>There are no results of this run yet. Press Run first.</p>
      ) : isTooLong ? (
        <FrozenRefusal length={link.length} link={pageLink(formatLink(spec, view))} />
      ) : (
        <>
          <p>
            {isFrozen
              ? 'This link holds the counts of this run. A device that cannot compute shows them, labelled as frozen; any other runs the experiment too.'
              : 'This link opens the same experiment with the same flipped bits on any device.'}
          </p>
          <CopyText
            key={`${kind} ${isFinal}`}
            label="Link to this experiment"
            text={link}
            rows={Math.min(8, Math.ceil(link.length / 42) + 1)}
            copyAtOnce={isFinal}
          >
            <span className="muted tabular">{grouped(link.length)} characters</span>
          </CopyText>
          <OtherForms title={title} link={link} />
          <p className="muted">
            {measurement !== null && fingerprint === null
              ? 'Its fingerprint is being read from the device.'
              : fingerprint === null
                ? `It holds no fingerprint until all trials have run (${grouped(done)} of ${countOf(spec.trials, 'trial')} per rate so far).`
                : 'Its part &h= is the fingerprint of this run: the device that opens the link says whether it gets the same flipped bits and the same counts.'}
          </p>
        </>
      )}
    </>
  );
}

/** Hands out a link as Markdown, as the code of a frame, or as a QR code. */
function OtherForms({ title, link }: { readonly title: string; readonly link: string }) {
  const tab = useExplorer((state) => state.view.tab);
  const [isQrOpen, setQrOpen] = useState(false);
  const { loaded: QrDialog, hasFailed, retry } = useLoading(loadQrDialog, isQrOpen);
  const openQr = () => {
    retry();
    setQrOpen(true);
  };
  return (
    <>
      <div className="row">
        <CopyButton text={markdownLink(title, link)}>Copy as Markdown</CopyButton>
        <CopyButton text={embedCode(link, { ui: figureOfTab(tab) })}>Copy embed code</CopyButton>
        <button type="button" className="button" onClick={openQr}>
          Show as QR code
        </button>
      </div>
      {isQrOpen && hasFailed && <p role="alert">The QR code could not be loaded: is the page offline?</p>}
      {isQrOpen && QrDialog !== null && (
        <QrDialog title={title} text={link} onClose={() => setQrOpen(false)} />
      )}
    </>
  );
}
