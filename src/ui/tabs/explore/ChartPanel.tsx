import { t } from '../../../core/language/t';
import { ReadingLine } from '../../charts/cursor/ReadingLine';
import { FigureCaption } from '../../charts/frame/FigureCaption';
import { FigureHead } from '../../charts/frame/FigureHead';
import { ResilienceChart } from '../../charts/ResilienceChart';
import { PartMissing } from '../../controls/PartMissing';
import { Segmented } from '../../controls/Segmented';
import { useExplorer } from '../../hooks/useExplorer';
import { useLoading } from '../../hooks/useLoaded';
import { CurveLegend } from './CurveLegend';

/** Loads the tables after the first figure, before a reader asks for them. */
const loadTables = () => import('./CurveTables').then(({ CurveTables }) => CurveTables);

interface ChartPanelProps {
  readonly table: boolean;
  readonly onTableChange: (table: boolean) => void;
}

/** Panel of the main figure: the values at the cursor, the curve, its caption and its table. */
export function ChartPanel({ table, onTableChange }: ChartPanelProps) {
  const band = useExplorer((state) => state.view.band);
  const setView = useExplorer((state) => state.setView);
  const { loaded: Tables, hasFailed, retry } = useLoading(loadTables, true);
  return (
    <section className="figure" aria-label={t`Resilience curve`}>
      <FigureHead
        table={table}
        onTableChange={onTableChange}
        title={t`Resilience curve`}
        figure={
          <>
            <ResilienceChart />
            <CurveLegend />
          </>
        }
        options={
          <Segmented
            label={t`Band`}
            value={band}
            options={[
              ['sigma', '± 1 σ'],
              ['quantiles', '10–90 %'],
            ]}
            onChange={(next) => setView({ band: next })}
          />
        }
      >
        <ReadingLine />
      </FigureHead>
      <ResilienceChart />
      <CurveLegend />
      <FigureCaption />
      {table && Tables !== null && <Tables />}
      {table && hasFailed && <PartMissing onRetry={retry} />}
    </section>
  );
}
