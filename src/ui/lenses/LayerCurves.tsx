import { useMemo } from 'react';
import type { MeasuredSeries } from '../../store/seriesSelectors';
import { berDomain } from '../charts/berScale';
import { smallFrame } from '../charts/rowFrame';
import { SmallCurve } from '../charts/SmallCurve';
import { evidence } from '../charts/tickWords';
import { useExplorer } from '../useExplorer';

interface LayerCurvesProps {
  readonly series: readonly MeasuredSeries[];
  readonly onExplore: (series: MeasuredSeries) => void;
}

/** Size of one small figure, in the units of its drawing: it fills its column. */
const WIDTH = 240;
const HEIGHT = 150;

/** Error against rate of every row, on the same axes (Fig. 4); each opens its layer alone. */
export function LayerCurves({ series, onExplore }: LayerCurvesProps) {
  const grid = useExplorer((state) => state.spec.bers);
  const band = useExplorer((state) => state.view.band);
  const frame = useMemo(() => smallFrame(WIDTH, HEIGHT, berDomain(grid)), [grid]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="small-scroll" tabIndex={0} aria-label="Curves">
      <ul className="plain small-curves">
        {series.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="small-figure"
              aria-label={`Explore ${item.label} alone; ${evidence(item)}`}
              onClick={() => onExplore(item)}
            >
              <span className="small-head">
                <strong>{item.label}</strong> <small>{evidence(item)}</small>
              </span>
              <span className="small-box">
                <SmallCurve series={item} frame={frame} band={band} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
