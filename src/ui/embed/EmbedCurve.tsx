import { useState } from 'react';
import { ReadingLine } from '../charts/cursor/ReadingLine';
import { FigureCaption } from '../charts/frame/FigureCaption';
import { ResilienceChart } from '../charts/ResilienceChart';
import { useHotkeys } from '../hooks/useHotkeys';
import { CurveLegend } from '../tabs/explore/CurveLegend';
import { CurveTables } from '../tabs/explore/CurveTables';

/** Error against bit error rate, as in Explore, with its table. */
export function EmbedCurve() {
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  return (
    <section className="figure" aria-label="Resilience curve">
      <div className="embed-head">
        <ReadingLine />
        <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
          Table
        </button>
      </div>
      <ResilienceChart />
      <CurveLegend />
      <FigureCaption />
      {table && <CurveTables />}
    </section>
  );
}
