/**
 * Returns rows in aligned columns, one line each. Columns of numbers end at one place, others start
 * at one.
 */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const areNumbers = columns.map((cells) => cells.slice(1).every((cell) => /^[\d,.–-]*$/.test(cell)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        areNumbers[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
