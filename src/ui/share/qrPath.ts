import { encode } from 'uqr';

/** Quiet zone in modules. The standard wants four, so that cameras find the corners. */
const BORDER = 4;
/** Characters that the largest QR code holds at the lowest level of error correction. */
const MOST_CHARS = 2953;

interface QrPath {
  /** Modules a side, with the quiet zone. */
  readonly size: number;
  /** SVG path of the dark modules, one unit a module. */
  readonly path: string;
}

/** Draws a text as a QR code. Returns null if it is too long for one. */
export function qrPath(text: string): QrPath | null {
  if (text.length > MOST_CHARS) return null;
  const { size, data } = encode(text, { ecc: 'L', border: BORDER });
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${end - x}v1h-${end - x}z`];
    }),
  );
  return { size, path: path.join('') };
}
