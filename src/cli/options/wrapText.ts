const COLUMNS = 100;

/**
 * Breaks text at spaces into lines of at most 100 columns. The first line starts at column
 * `indent`; the later ones are indented as far.
 */
export function wrapText(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
