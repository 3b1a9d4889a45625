import { csvFormatRows } from 'd3-dsv';

/** Comma separated, cells quoted as in RFC 4180 where they must be; lines end in LF, the first holds the names. */
export function csvText(
  names: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return csvFormatRows([names, ...rows, ['']].map((cells) => cells.map((cell) => String(cell ?? ''))));
}
