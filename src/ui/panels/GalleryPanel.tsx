import { useMemo } from 'react';
import { selectExpectedFlips } from '../../store/selectors';
import { expectedBits } from '../format';
import { useExplorer } from '../useExplorer';
import { GalleryCard } from './GalleryCard';

/** Most cards on the page at once. */
const MAX_CARDS = 60;

/** The images whose prediction the faults of the adopted trial changed. */
export function GalleryPanel() {
  const preview = useExplorer((state) => state.preview);
  const data = useExplorer((state) => state.data);
  const ber = useExplorer((state) => state.view.cursorBer);
  const expectedFlips = useExplorer(selectExpectedFlips);
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
              ? `${shown.length} of ${flipped.length} in the first ${preview.images.length} images`
              : `${flipped.length} of the first ${preview.images.length} images`)}
          {preview !== null && preview.ber !== ber && ', catching up'}
        </span>
      </div>
      {preview === null || data === null ? (
        <p className="empty">The pictures come with the live engine.</p>
      ) : flipped.length === 0 ? (
        <p className="empty">
          No prediction changed in this trial at this rate. Expected flips: {expectedBits(expectedFlips)}.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        <ul className="gallery" tabIndex={0} aria-label="Predictions that flipped">
          {shown.map((image) => (
            <GalleryCard key={image.index} image={image} data={data} />
          ))}
        </ul>
      )}
    </section>
  );
}
