import type { ReactNode } from 'react';
import { t } from '../../../core/language/t';
import { holdOn } from '../../../experiment/lesson/teacherHold';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { selectErrorAxis } from './selectErrorAxis';

interface FigureHeadProps {
  /** Heading: the title, or the value at the cursor. */
  readonly children: ReactNode;
  /** Title and content of an exported picture. */
  readonly title: string;
  readonly figure: ReactNode;
  /** Further controls, placed before the common ones. */
  readonly options?: ReactNode;
  readonly table: boolean;
  readonly onTableChange: (table: boolean) => void;
}

/** Draws the head of a figure: heading, switches of both axes, table and export buttons. */
export function FigureHead({ children, title, figure, options, table, onTableChange }: FigureHeadProps) {
  const errorScale = useExplorer(selectErrorAxis);
  const setView = useExplorer((state) => state.setView);
  const hold = useExplorer(({ view }) => holdOn(view, 'options'));
  return (
    <div className="figure-head">
      {children}
      <fieldset className="figure-options" disabled={hold === 'locked'} hidden={hold === 'hidden'}>
        {options}
        <RateAxisSwitch />
        {errorScale !== 'bits' && (
          <Segmented
            label={t`Error axis`}
            value={errorScale}
            options={[
              ['linear', t`Linear`],
              ['log', t`Log`],
            ]}
            onChange={(next) => setView({ errorScale: next })}
          />
        )}
        <button type="button" className="button" aria-pressed={table} onClick={() => onTableChange(!table)}>
          {t`Table`}
        </button>
        <ExportButton title={title}>{figure}</ExportButton>
      </fieldset>
    </div>
  );
}

/** Switches the horizontal axis between bit error rates and flipped bits. */
export function RateAxisSwitch() {
  const rateAxis = useExplorer((state) => state.view.rateAxis);
  const setView = useExplorer((state) => state.setView);
  return (
    <Segmented
      label={t`Horizontal axis`}
      value={rateAxis}
      options={[
        ['rate', t`Rate`],
        ['flips', t`Flips`],
      ]}
      onChange={(next) => setView({ rateAxis: next })}
    />
  );
}
