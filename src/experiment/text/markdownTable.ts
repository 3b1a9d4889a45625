/** Column of a Markdown table. */
export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Writes a Markdown table, one line a row, each column as wide as its longest cell. */
export function markdownTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => row[index]!.length)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]) =>
    line(
      columns.map(({ align }, index) =>
        align === 'right' ? cells[index]!.padStart(widths[index]!) : cells[index]!.padEnd(widths[index]!),
      ),
    );
  const rule = columns.map(({ align }, index) =>
    align === 'right' ? `${'-'.repeat(widths[index]! - 1)}:` : '-'.repeat(widths[index]!),
  );
  return [padded(columns.map(({ title }) => title)), line(rule), ...rows.map(padded)];
}
