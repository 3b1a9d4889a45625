/**
 * Returns rows in aligned columns, one line each. Cells of a column of numbers end at one place,
 * others start at one.
 */
export function alignedTable(
  rows: readonly (readonly string[])[],
  holdsNumbers: (column: number) => boolean,
): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        holdsNumbers(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
