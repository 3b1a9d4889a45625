import { VERDICTS, verdictText } from './claim';
import { CLAIMS } from './claims';
import type { Outcomes } from './judgeClaims';

const HEADER = `| paper | says | its number | ours | on | verdict |
|---|---|---|---|---|---|`;

/** Every claim of the paper with our side of it, as a table in Markdown, and a line that counts the verdicts. */
export function claimsMarkdown(outcomes: Outcomes): string {
  const rows = CLAIMS.map(({ id, where, words, number }) => {
    const { ours, settings, why } = outcomes[id]!;
    const cells = [where, words, number, ours, settings, `**${verdictText(outcomes[id]!)}**: ${why}`];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|') || '–').join(' | ')} |`;
  });
  return `${[verdictCounts(outcomes), '', HEADER, ...rows].join('\n')}\n`;
}

/** `20 claims: 5 reproduced, 3 direction only, …`. */
export function verdictCounts(outcomes: Outcomes): string {
  const texts = CLAIMS.map(({ id }) => verdictText(outcomes[id] ?? { verdict: null, ours: '' }));
  const counts = [...new Set([...VERDICTS, ...texts])].flatMap((text) => {
    const count = texts.filter((found) => found === text).length;
    return count === 0 ? [] : [`${count} ${text}`];
  });
  return `${CLAIMS.length} claims: ${counts.join(', ')}`;
}

const START = '<!-- claims -->\n';
const END = '<!-- /claims -->';

/** A text with what stands between its two marks, `<!-- claims -->` and `<!-- /claims -->`, replaced; null where it has no such marks. */
export function replaceClaims(text: string, table: string): string | null {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) return null;
  return `${text.slice(0, start + START.length)}\n${table}\n${text.slice(end)}`;
}
