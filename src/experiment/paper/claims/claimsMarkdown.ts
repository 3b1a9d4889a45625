import { markdownTable, type TableColumn } from '../../text/markdownTable';
import { VERDICTS, verdictText } from './claim';
import { CLAIMS } from './claims';
import type { Outcomes } from './judgeClaims';

const COLUMNS: readonly TableColumn[] = [
  { title: 'claim', align: 'right' },
  { title: 'in the paper', align: 'left' },
  { title: 'verdict', align: 'left' },
];

/**
 * Writes every claim of the paper with our result as Markdown for narrow windows: the counts of
 * verdicts, a short table that links to the claims, and one section per claim.
 */
export function claimsMarkdown(outcomes: Outcomes): string {
  const rows = CLAIMS.map(({ id, where }, index) => {
    return [`[${index + 1}](#claim-${index + 1})`, where, verdictText(outcomes[id]!)];
  });
  const sections = CLAIMS.map(({ id, where, words, number }, index) => {
    const { ours, settings, why } = outcomes[id]!;
    const lines = [
      `**Paper** (${where}): ${words} Its number: ${number || '–'}.`,
      `**Ours**: ${ours || 'not measured yet'}.`,
      ...(settings === '' ? [] : [`**Measured on**: ${settings}.`]),
      `**Verdict: ${verdictText(outcomes[id]!)}.** ${why}.`,
    ];
    return [`### Claim ${index + 1}`, ...lines].join('\n\n');
  });
  const table = markdownTable(COLUMNS, rows).join('\n');
  return `${[verdictCounts(outcomes), table, ...sections].join('\n\n')}\n`;
}

/** Formats the counts of verdicts: `20 claims: 5 reproduced, 3 direction only, …`. */
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

/**
 * Replaces the text between the marks `<!-- claims -->` and `<!-- /claims -->`; null if there are
 * no such marks.
 */
export function replaceClaims(text: string, table: string): string | null {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) return null;
  return `${text.slice(0, start + START.length)}\n${table}\n${text.slice(end)}`;
}
