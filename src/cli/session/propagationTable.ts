import type { Propagation } from '../../core/site/propagation';
import {
  propagationHeadings,
  propagationRow,
  propagationSentence,
} from '../../experiment/text/propagationWords';
import { alignedTable } from './alignedTable';

/** Returns the table of a propagation in aligned columns, under a sentence on what it shows. */
export function propagationTable(propagation: Propagation, classNames: readonly string[]): string {
  const headings = propagationHeadings();
  const rows = [headings, ...propagation.nodes.map(propagationRow)];
  const lines = alignedTable(rows, (column) => column > 0);
  const sentence = propagationSentence(propagation, (label) => classNames[label] ?? String(label));
  return [`Sample ${propagation.sample}: ${sentence}`, ...lines].join('\n');
}
