import { useState } from 'react';
import { t } from '../../core/language/t';
import { ReadingLine } from '../charts/cursor/ReadingLine';
import { FigureCaption } from '../charts/frame/FigureCaption';
import { ResilienceChart } from '../charts/ResilienceChart';
import { CurveLegend } from '../tabs/explore/CurveLegend';
import { CurveTables } from '../tabs/explore/CurveTables';

/** Error against bit error rate, as in Explore, with its table. */
export function EmbedCurve() {
  const [table, setTable] = useState(false);
  return (
    // The key belongs to the figure with the focus: a notebook may have several.
    <section
      className="figure"
      aria-label={t`Resilience curve`}
      onKeyDown={({ key, ctrlKey, metaKey, altKey }) => {
        if (key === 't' && !ctrlKey && !metaKey && !altKey) setTable(!table);
      }}
    >
      <div className="embed-head">
        <ReadingLine />
        <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
          {t`Table`}
        </button>
      </div>
      <ResilienceChart />
      <CurveLegend />
      <FigureCaption />
      {table && <CurveTables />}
    </section>
  );
}
