import type { ReactNode } from 'react';
import { Segmented } from '../../controls/Segmented';
import { useExplorer } from '../../hooks/useExplorer';

interface FigureHeadProps {
  /** What the figure is headed by: its title, or the reading at the cursor. */
  readonly children: ReactNode;
  /** Further switches, before those that every figure of a curve has. */
  readonly options?: ReactNode;
  readonly table: boolean;
  readonly onTableChange: (table: boolean) => void;
}

/** The line over a figure of error against rate: its title, the switch of the error axis, and the button for the same numbers as a table. */
export function FigureHead({ children, options, table, onTableChange }: FigureHeadProps) {
  const errorScale = useExplorer((state) => state.view.errorScale);
  const look = useExplorer((state) => state.setView);
  return (
    <div className="figure-head">
      {children}
      <div className="figure-options">
        {options}
        <Segmented
          label="Error axis"
          value={errorScale}
          options={[
            ['linear', 'Linear'],
            ['log', 'Log'],
          ]}
          onChange={(next) => look({ errorScale: next })}
        />
        <button type="button" className="button" aria-pressed={table} onClick={() => onTableChange(!table)}>
          Table
        </button>
      </div>
    </div>
  );
}
