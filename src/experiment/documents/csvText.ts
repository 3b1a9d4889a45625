import { csvFormatRows } from 'd3-dsv';

/**
 * Writes comma separated text, with cells quoted as in RFC 4180 where needed. Lines end in LF; the
 * first holds the column names.
 */
export function csvText(
  names: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return csvFormatRows([names, ...rows, ['']].map((cells) => cells.map((cell) => String(cell ?? ''))));
}
