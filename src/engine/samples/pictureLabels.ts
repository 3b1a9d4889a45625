import { AssetError } from '../../core/errors';
import { listNames } from '../../core/files/folderFiles';
import { t } from '../../core/language/t';
import type { TableRow } from './readTable';

/** Names of columns that hold labels, the most specific first, in lower case. */
const LABEL_COLUMNS = [
  'label',
  'labels',
  'class',
  'category',
  'target',
  'y',
  'class_id',
  'index',
  'wnid',
  'name',
];
const PICTURE_NAME = /\.(?:jpe?g|png)$/i;

/** Rows of a label list. */
export interface LabelList {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** Returns true if a cell of the list names a picture. */
export function namesPictures({ rows }: LabelList): boolean {
  return rows.some(({ cells }) => cells.some((cell) => PICTURE_NAME.test(cell)));
}

/**
 * Returns the label of each picture as text, with notes.
 *
 * The list has rows of a picture's name, with or without folders, and a label. With other columns,
 * a header says which holds the labels: the first column called label, class, category or the like.
 * A list without names has one label a line for the pictures sorted by name, as in `paths`. Throws
 * AssetError naming the line, the value found and the value wanted, and all pictures without a
 * label.
 */
export function labelPictures(
  list: LabelList,
  paths: readonly string[],
): { readonly labels: readonly string[]; readonly notes: readonly string[] } {
  return namesPictures(list) ? labelByName(list, paths) : labelInOrder(list, paths);
}

function labelInOrder({ name, rows }: LabelList, paths: readonly string[]) {
  const wide = rows.find(({ cells }) => cells.length > 1);
  if (wide !== undefined) {
    throw new AssetError(
      name,
      t`Line ${wide.line} has ${wide.cells.length} cells and no name of a picture: expected a name that ends in .jpg, .jpeg or .png and a label, or labels alone`,
    );
  }
  if (rows.length !== paths.length) {
    throw new AssetError(
      name,
      t`The list has ${rows.length} labels: expected ${paths.length}, one for each picture in the order of their names`,
    );
  }
  return {
    labels: rows.map(({ cells }) => cells[0]!),
    notes: [t`The labels of ${name} belong to the pictures in the order of their names`],
  };
}

function labelByName(list: LabelList, paths: readonly string[]) {
  const { name, rows } = list;
  const hasHeader = !rows[0]!.cells.some((cell) => PICTURE_NAME.test(cell));
  const body = hasHeader ? rows.slice(1) : rows;
  const { picture, label } = chooseColumns(list, hasHeader);
  const known = new Map<string, { readonly label: string; readonly line: number }>();
  for (const { line, cells } of body) {
    const path = normalPath(cells[picture] ?? '');
    const found = cells[label] ?? '';
    if (!PICTURE_NAME.test(path)) {
      throw new AssetError(
        name,
        t`Line ${line} names no picture in "${path}": expected a name that ends in .jpg, .jpeg or .png`,
      );
    }
    if (found === '') throw new AssetError(name, t`Line ${line} has no label for ${path}: expected one`);
    const before = known.get(path);
    if (before !== undefined && before.label !== found) {
      throw new AssetError(
        name,
        t`Line ${line} gives ${path} the label ${found}, after ${before.label} in line ${before.line}: expected one`,
      );
    }
    known.set(path, { label: found, line });
  }
  const labels = paths.map((path) => endsOf(path).flatMap((end) => known.get(end)?.label ?? [])[0]);
  const missing = paths.filter((_, index) => labels[index] === undefined);
  if (missing.length > 0) {
    throw new AssetError(
      name,
      t`The list has ${known.size} pictures and lacks ${missing.length} of the ${paths.length} given, ${listNames(missing)}: expected a label for each`,
    );
  }
  const notes =
    known.size > paths.length
      ? [t`${name} names ${known.size} pictures: ${paths.length} of them were given`]
      : [];
  return { labels: labels as readonly string[], notes };
}

/** Returns the places of the pictures' names and of their labels in a row. */
function chooseColumns({ name, rows }: LabelList, hasHeader: boolean) {
  const first = rows[hasHeader ? 1 : 0]!;
  const picture = first.cells.findIndex((cell) => PICTURE_NAME.test(cell));
  if (picture < 0) {
    throw new AssetError(
      name,
      t`Line ${first.line} names no picture in "${first.cells.join(' ')}": expected a name that ends in .jpg, .jpeg or .png`,
    );
  }
  const header = hasHeader ? rows[0]!.cells.map((cell) => cell.toLowerCase()) : [];
  const column = LABEL_COLUMNS.map((each) => header.indexOf(each)).find((at) => at >= 0 && at !== picture);
  if (column !== undefined) return { picture, label: column };
  if (first.cells.length === 2) return { picture, label: 1 - picture };
  throw new AssetError(
    name,
    t`Line ${first.line} has ${first.cells.length} cells: expected a picture and a label, or a header with a column called label`,
  );
}

/** Returns a path and its ends after each slash, the longest first: `a/b.png`, `b.png`. */
function endsOf(path: string): readonly string[] {
  const parts = normalPath(path).split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function normalPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
