import type { Propagation } from '../../core/site/propagation';
import {
  propagationHeadings,
  propagationRow,
  propagationSentence,
} from '../../experiment/text/propagationWords';

/** Returns the table of a propagation in aligned columns, under a sentence on what it shows. */
export function propagationTable(propagation: Propagation, classNames: readonly string[]): string {
  const headings = propagationHeadings();
  const rows = [headings, ...propagation.nodes.map(propagationRow)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  const sentence = propagationSentence(propagation, (label) => classNames[label] ?? String(label));
  return [`Sample ${propagation.sample}: ${sentence}`, ...lines].join('\n');
}
