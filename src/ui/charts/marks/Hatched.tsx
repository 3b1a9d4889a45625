import { useId } from 'react';

interface HatchedProps {
  readonly x: number | string;
  readonly y: number | string;
  readonly width: number | string;
  readonly height: number | string;
}

/**
 * Draws a hatched rectangle: rates at which no bit flips, or fewer than one on average. Contains
 * its own pattern, so that an SVG is complete without the page.
 */
export function Hatched(area: HatchedProps) {
  const id = useId();
  return (
    <>
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="6" className="hatch-line" />
        </pattern>
      </defs>
      <rect {...area} fill={`url(#${id})`} />
    </>
  );
}
