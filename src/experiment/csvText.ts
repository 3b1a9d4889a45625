/** Comma separated, cells quoted as in RFC 4180 where they must be; lines end in LF, the first holds the names. */
export function csvText(
  names: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [names, ...rows, ['']].map((cells) => cells.map(csvCell).join(',')).join('\n');
}

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
