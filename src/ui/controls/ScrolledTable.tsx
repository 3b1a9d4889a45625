import type { ReactNode } from 'react';

interface ScrolledTableProps {
  /** Name of the region for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Region in which tables that are wider than the page scroll, by keyboard too. */
export function ScrolledTable({ label, children }: ScrolledTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="tables" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
