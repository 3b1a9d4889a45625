import { useMemo } from 'react';
import { selectActivity } from '../../../store/selectors/selectActivity';
import { selectExpectedFlips, selectNoun } from '../../../store/selectors/selectors';
import { selectFlipSpan } from '../../../store/selectors/siteSelectors';
import type { LoadedData } from '../../../store/state';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { noSamplesYet } from '../../text/dataWords';
import { expectedBits } from '../../text/format';
import { verdictLegend } from '../../verdict';
import { GalleryCard } from './GalleryCard';

/** Highest number of cards shown. */
const MAX_CARDS = 60;

/** Panel of the samples whose prediction was changed by the faults of the trial shown. */
export function GalleryPanel() {
  const preview = useExplorer((state) => state.preview);
  const data = useExplorer((state) => state.data);
  const ber = useExplorer((state) => state.view.cursorBer);
  const noun = useExplorer(selectNoun);
  const activity = useExplorer(selectActivity);
  const expectedFlips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  const flipped = useMemo(
    () => preview?.images.filter(({ before, after }) => before !== after) ?? [],
    [preview],
  );
  const shown = flipped.slice(0, MAX_CARDS);
  return (
    <section className="panel gallery-panel" aria-labelledby="gallery-title">
      <div className="panel-head">
        <h2 id="gallery-title">Predictions that flipped</h2>
        <span className="muted tabular">
          {preview !== null &&
            (shown.length < flipped.length
              ? `${shown.length} of ${flipped.length} in the first ${preview.images.length} ${noun}s`
              : `${flipped.length} of the first ${preview.images.length} ${noun}s`)}
          {preview !== null && preview.ber !== ber && ', catching up'}
        </span>
        <ExportButton />
      </div>
      {preview === null || data === null ? (
        <p className="empty">{noSamplesYet(activity, noun)}</p>
      ) : flipped.length === 0 ? (
        <p className="empty">
          None of the first {preview.images.length} {noun}s changed its prediction in this trial at this rate.
          Expected flips: {expectedBits(expectedFlips)}
          {span !== null && ` over ${span}`}.
        </p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
          <ul className={`gallery ${galleryKind(data)}`} tabIndex={0} aria-label="Predictions that flipped">
            {shown.map((image) => (
              <GalleryCard key={image.index} image={image} data={data} noun={noun} />
            ))}
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
 * Returns the style class of a gallery: spectrograms are wide, and long class names need their own
 * lines.
 */
export function galleryKind({ sounds, classNames }: LoadedData): string {
  if (sounds.length > 0) return 'gallery-sounds';
  return classNames.some((name) => name.length > 2) ? 'gallery-words' : '';
}
