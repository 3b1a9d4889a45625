import { type ReactNode, useState } from 'react';
import { t } from '../../../core/language/t';
import { ScrolledTable } from '../../controls/ScrolledTable';

interface AsTableProps {
  /** Name of the scrolled region, which tells the tables of a page apart. */
  readonly label: string;
  /** Draws the table. It is called only while the table is open. */
  readonly children: () => ReactNode;
}

/** Table of a smaller figure, closed at first. The main figure of a tab has a Table button. */
export function AsTable({ label, children }: AsTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="as-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t`As a table`}</summary>
      {open && <ScrolledTable label={label}>{children()}</ScrolledTable>}
    </details>
  );
}
