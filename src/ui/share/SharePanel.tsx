import { useState } from 'react';
import { inEnglish, t } from '../../core/language/t';
import { isCount } from '../../core/samples/measure';
import { embedCode } from '../../experiment/embed/embedCode';
import { figureOfTab } from '../../experiment/embed/embedLink';
import { formatLink } from '../../experiment/link/link';
import { markdownLink } from '../../experiment/link/markdownLink';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { grouped } from '../../experiment/text/numberWords';
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

const kinds = () =>
  [
    ['recipe', t`To run again`],
    ['frozen', t`With the results`],
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
  const title = () => t`${model.title}: bit errors in ${siteTitle(spec)}`;
  // The fingerprint of a complete run follows within milliseconds. A link without it is not copied.
  const isFinal = measurement === null || fingerprint !== null;
  const lacksResults = isFrozen && counts === null;
  const isTooLong = isFrozen && link.length > MOST_FROZEN_CHARS;
  return (
    <>
      <Segmented label={t`Link`} options={kinds()} value={kind} onChange={setKind} />
      {lacksResults ? (
        <p>{t`There are no results of this run yet. Press Run first.`}</p>
      ) : isTooLong ? (
        <FrozenRefusal length={link.length} link={pageLink(formatLink(spec, view))} />
      ) : (
        <>
          <p>
            {isFrozen
              ? t`This link holds the counts of this run. A device that cannot compute shows them, labelled as frozen; any other runs the experiment too.`
              : t`This link opens the same experiment with the same flipped bits on any device.`}
          </p>
          <CopyText
            key={`${kind} ${isFinal}`}
            label={t`Link to this experiment`}
            text={link}
            rows={Math.min(8, Math.ceil(link.length / 42) + 1)}
            copyAtOnce={isFinal}
          >
            <span className="muted tabular">{t`${grouped(link.length)} characters`}</span>
          </CopyText>
          <OtherForms title={title()} englishTitle={inEnglish(title)} link={link} />
          <p className="muted">
            {measurement !== null && fingerprint === null
              ? t`Its fingerprint is being read from the device.`
              : fingerprint === null && !isCount(spec.measure)
                ? t`It holds no fingerprint: devices may differ in the last digits of this measure.`
                : fingerprint === null
                  ? unfinishedText(done, spec.trials)
                  : t`Its part &h= is the fingerprint of this run: the device that opens the link says whether it gets the same flipped bits and the same counts.`}
          </p>
        </>
      )}
    </>
  );
}

function unfinishedText(done: number, trials: number): string {
  const [some, all] = [grouped(done), grouped(trials)];
  return trials === 1
    ? t`It holds no fingerprint until all trials have run (${some} of ${all} trial per rate so far).`
    : t`It holds no fingerprint until all trials have run (${some} of ${all} trials per rate so far).`;
}

interface OtherFormsProps {
  readonly title: string;
  /** Title in Markdown, whatever the language of the page. */
  readonly englishTitle: string;
  readonly link: string;
}

/** Hands out a link as Markdown, as the code of a frame, or as a QR code. */
function OtherForms({ title, englishTitle, link }: OtherFormsProps) {
  const tab = useExplorer((state) => state.view.tab);
  const figure = figureOfTab(tab);
  const isOwn = useExplorer((state) => selectModel(state).dataKind === 'own');
  const [isQrOpen, setQrOpen] = useState(false);
  const { loaded: QrDialog, hasFailed, retry } = useLoading(loadQrDialog, isQrOpen);
  const openQr = () => {
    retry();
    setQrOpen(true);
  };
  return (
    <>
      <div className="row">
        <CopyButton text={markdownLink(englishTitle, link)}>{t`Copy as Markdown`}</CopyButton>
        {!isOwn && (
          <CopyButton text={embedCode(link, figure === null ? {} : { ui: figure })}>
            {figure === null ? t`Copy embed code of the curve` : t`Copy embed code`}
          </CopyButton>
        )}
        <button type="button" className="button" onClick={openQr}>
          {t`Show as QR code`}
        </button>
      </div>
      {isOwn && (
        <p className="muted">{t`A frame of another site cannot open the file of your network: Export, then Save HTML holds the figure without it.`}</p>
      )}
      {isQrOpen && hasFailed && (
        <p role="alert">{t`The QR code could not be loaded: is the page offline?`}</p>
      )}
      {isQrOpen && QrDialog !== null && (
        <QrDialog title={title} text={link} onClose={() => setQrOpen(false)} />
      )}
    </>
  );
}
