import { csvText } from '../../experiment/documents/csvText';
import { plainText } from './plainText';

/** Table of the page as a file. */
export interface TableFile {
  readonly title: string;
  /** CSV with plain numbers. A cell that spans several rows or columns is repeated in each. */
  readonly csv: string;
}

/** Returns the tables inside an element. `title` names a table without a caption. */
export function tablesIn(element: Element, title: string): readonly TableFile[] {
  return Array.from(element.querySelectorAll('table'), (table) => {
    const caption = table.caption === null ? '' : ownText(table.caption);
    return { title: caption === '' ? title : caption, csv: tableCsv(table) };
  });
}

function tableCsv(table: HTMLTableElement): string {
  const grid: string[][] = [];
  for (const [y, row] of [...table.rows].entries()) {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y]?.[x] !== undefined) x++;
      const text = plainText(cellText(cell));
      for (let down = 0; down < cell.rowSpan; down++)
        for (let right = 0; right < cell.colSpan; right++) {
          grid[y + down] ??= [];
          grid[y + down]![x + right] = text;
        }
      x += cell.colSpan;
    }
  }
  const [names = [], ...rows] = grid.map((row) => Array.from(row, (text = '') => text));
  return csvText(names, rows);
}

/** Returns the text of a cell. Small print in it follows a semicolon. */
function cellText(node: Node): string {
  return Array.from(node.childNodes, (child): string => {
    if (child instanceof Text) return child.data;
    if (!(child instanceof Element) || child.matches('.sr-only, svg, canvas')) return '';
    return child.matches('small, br') ? `; ${cellText(child)}` : cellText(child);
  })
    .join('')
    .replace(/^; /, '');
}

/** Returns the text of a caption without its small print. */
function ownText(caption: Element): string {
  return Array.from(caption.childNodes, (child) => (child instanceof Text ? child.data : ''))
    .join('')
    .trim();
}
