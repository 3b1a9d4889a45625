import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { t } from '../../core/language/t';
import { holdOn } from '../../experiment/lesson/teacherHold';
import { gridBers } from '../../experiment/sweep/berGrid';
import { selectExpectedFlips, selectOneFlipBer } from '../../store/selectors/selectors';
import { selectFlipSpan } from '../../store/selectors/siteSelectors';
import { berDomain } from '../charts/frame/berScale';
import { sliderPosition, stepByKey, stopAtPosition, stopsFor } from '../controls/berSteps';
import { useExplorer } from '../hooks/useExplorer';
import { useMounted } from '../hooks/useMounted';
import { spokenFlips } from '../text/format';
import { BerSliderTrack } from './BerSliderTrack';

/**
 * Slider of the bit error rate on a logarithmic scale, with 0 at the left end. It stops at eight
 * rates per decade and at every rate of the sweep.
 */
export function BerSlider() {
  const grid = useExplorer((state) => state.spec.bers);
  const ber = useExplorer((state) => state.view.cursorBer);
  const flips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  const oneFlipBer = useExplorer(selectOneFlipBer);
  const setView = useExplorer((state) => state.setView);
  const commitCursor = useExplorer((state) => state.commitCursor);
  const mounted = useMounted();
  const isHeld = useExplorer(({ view }) => holdOn(view, 'cursor') !== 'free');
  const range = useRef<HTMLInputElement>(null);
  // React's onChange is the browser's input event. The browser's change event comes once, when the
  // thumb is released.
  useEffect(() => {
    const input = mounted ? range.current : null;
    input?.addEventListener('change', commitCursor);
    return () => input?.removeEventListener('change', commitCursor);
  }, [mounted, commitCursor]);
  const domain = useMemo(() => berDomain(grid), [grid]);
  const stops = useMemo(() => stopsFor(domain, gridBers(grid)), [domain, grid]);
  const max = sliderPosition(domain.to, domain);
  const position = sliderPosition(ber, domain);
  const moveTo = (next: number) => {
    if (next !== ber) setView({ cursorBer: next });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepByKey(event.key, event.shiftKey, ber, stops);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const track = <BerSliderTrack domain={domain} stops={stops} oneFlipBer={oneFlipBer} />;
  return (
    <div className="slider">
      <div className="slider-control">
        {track}
        {mounted ? (
          <input
            ref={range}
            type="range"
            className="slider-range"
            aria-label={t`Bit error rate`}
            disabled={isHeld}
            aria-valuetext={spokenFlips(ber, flips, span)}
            min={0}
            max={max}
            step={0.01}
            value={position}
            onChange={(event) => moveTo(stopAtPosition(event.currentTarget.valueAsNumber, domain, stops))}
            onKeyDown={onKeyDown}
            // The sweep restarts when the key is released, not at every repeat.
            onKeyUp={(event) => {
              if (stepByKey(event.key, event.shiftKey, ber, stops) !== undefined) commitCursor();
            }}
          />
        ) : (
          <svg className="slider-scale" aria-hidden="true">
            <circle
              className="slider-still-thumb"
              cx={`${Math.round((position / max) * 1000) / 10}%`}
              cy="14"
              r="11"
            />
          </svg>
        )}
      </div>
    </div>
  );
}
