import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText } from '../../../core/network/sampleNoun';
import { selectActivity } from '../../../store/selectors/selectActivity';
import { selectExpectedFlips, selectModel, selectNoun } from '../../../store/selectors/selectors';
import { selectFlipSpan } from '../../../store/selectors/siteSelectors';
import type { LoadedData } from '../../../store/state';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { useLoaded } from '../../hooks/useLoaded';
import { expectedBits } from '../../text/format';
import { noSamplesYet } from '../../text/noSamplesYet';
import { verdictLegend } from '../../verdict';

const loadCard = () => import('./GalleryCard').then(({ GalleryCard }) => GalleryCard);

/** Highest number of cards shown. */
const MAX_CARDS = 60;

/** Panel of the samples whose prediction was changed by the faults of the trial shown. */
export function GalleryPanel() {
  const preview = useExplorer((state) => state.preview);
  const data = useExplorer((state) => state.data);
  const ber = useExplorer((state) => state.view.cursorBer);
  const noun = useExplorer(selectNoun);
  const kind = useExplorer(selectModel).dataKind;
  const activity = useExplorer(selectActivity);
  const expectedFlips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  const flipped = useMemo(
    () => preview?.images.filter(({ before, after }) => before !== after) ?? [],
    [preview],
  );
  const Card = useLoaded(loadCard, flipped.length > 0);
  const numImages = preview?.images.length ?? 0;
  const first = samplesText(numImages, String(numImages), kind);
  const shown = flipped.slice(0, MAX_CARDS);
  return (
    <section className="panel gallery-panel" aria-labelledby="gallery-title">
      <div className="panel-head">
        <h2 id="gallery-title">{t`Predictions that flipped`}</h2>
        <span className="muted tabular">
          {preview !== null &&
            (shown.length < flipped.length
              ? t`${shown.length} of ${flipped.length} in the first ${first}`
              : t`${flipped.length} of the first ${first}`)}
          {preview !== null && preview.ber !== ber && `, ${t`catching up`}`}
        </span>
        <ExportButton />
      </div>
      {preview === null || data === null ? (
        <p className="empty">{noSamplesYet(activity, noun)}</p>
      ) : flipped.length === 0 ? (
        <p className="empty">
          {t`None of the first ${first} changed its prediction in this trial at this rate.`}{' '}
          {span === null
            ? t`Expected flips: ${expectedBits(expectedFlips)}.`
            : t`Expected flips: ${expectedBits(expectedFlips)} over ${span}.`}
        </p>
      ) : (
        <>
          {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
          <ul
            className={`gallery ${galleryKind(data, kind)}`}
            tabIndex={0}
            aria-label={t`Predictions that flipped`}
          >
            {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
            {Card !== null &&
              shown.map((image) => <Card key={image.index} image={image} data={data} kind={kind} />)}
          </ul>
          <p className="note" aria-hidden="true">
            {verdictLegend(shown)}
          </p>
        </>
      )}
    </section>
  );
}

/**
 * Returns the style class of a gallery: spectrograms and texts are wide, and long class names need
 * their own lines.
 */
export function galleryKind({ sounds, classNames }: LoadedData, kind: DataKind): string {
  if (kind === 'text') return 'gallery-texts';
  if (sounds.length > 0) return 'gallery-sounds';
  return classNames.some((name) => name.length > 2) ? 'gallery-words' : '';
}
