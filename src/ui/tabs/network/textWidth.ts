/** Widths of characters in ems, in the fonts of the page: narrow, wide, and all others. */
const NARROW = /[ \u00a0.,:;·'|!ijlftr()[\]-]/;
const WIDE = /[A-Zmw%×→]/;

/** Estimates the width of a text in pixels from above. A drawing needs it before it is drawn. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const letter of text) ems += NARROW.test(letter) ? 0.36 : WIDE.test(letter) ? 0.78 : 0.58;
  return ems * fontSize;
}

/**
 * Breaks a text at its spaces into lines of at most `width` pixels. Words that are wider are cut
 * with an ellipsis.
 */
export function wrapText(text: string, width: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  // Parts of a size stay together, and a number with its sign: 3 × 3, 12 %.
  for (const word of text.replaceAll(' × ', '\u00a0×\u00a0').replaceAll(' %', '\u00a0%').split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitText(word, width, fontSize));
  }
  return lines;
}

/** Returns the text, cut with an ellipsis if it is wider than `width` pixels. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, fontSize) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
