import { AssetError } from '../../core/errors';
import { listNames } from '../../core/files/listNames';
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

/** Place of the pictures' names in the rows of a list. */
interface PictureColumn {
  readonly at: number;
  readonly hasHeader: boolean;
}

/**
 * Returns the label of each picture as text, with notes. `column` is what `findPictures` returns.
 *
 * With other columns, a header says which holds the labels: the first column called label, class,
 * category or the like. A list without names has one label a line for the pictures sorted by name,
 * as in `paths`. Throws AssetError naming the line, the value found and the value wanted, and all
 * pictures without a label.
 */
export function labelPictures(
  list: LabelList,
  column: PictureColumn | null,
  paths: readonly string[],
): { readonly labels: readonly string[]; readonly notes: readonly string[] } {
  return column === null ? labelInOrder(list, paths) : labelByName(list, column, paths);
}

/**
 * Finds the column of a list that names pictures, with or without their folders: one with names
 * that end in .jpg, .jpeg or .png, or the only one that holds the names of all pictures without
 * these endings, as lists of Kaggle do. Null if there is none.
 */
export function findPictures({ rows }: LabelList, paths: readonly string[]): PictureColumn | null {
  const named = rows.find(({ cells }) => cells.some((cell) => PICTURE_NAME.test(cell)));
  if (named !== undefined) {
    const at = named.cells.findIndex((cell) => PICTURE_NAME.test(cell));
    return { at, hasHeader: !rows[0]!.cells.some((cell) => PICTURE_NAME.test(cell)) };
  }
  const [first] = rows;
  if (first === undefined || first.cells.length < 2) return null;
  const label = labelColumn(first.cells, -1);
  const columns = first.cells.flatMap((_, at) => (at !== label && holdsAll(rows, at, paths) ? [at] : []));
  return columns.length === 1 ? { at: columns[0]!, hasHeader: label !== null } : null;
}

function holdsAll(rows: readonly TableRow[], at: number, paths: readonly string[]): boolean {
  const held = new Set(rows.map(({ cells }) => normalPath(cells[at] ?? '')));
  return paths.every((path) => endsOf(path).some((end) => held.has(withoutEnding(end))));
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

function labelByName(list: LabelList, column: PictureColumn, paths: readonly string[]) {
  const { name, rows } = list;
  const body = column.hasHeader ? rows.slice(1) : rows;
  const label = chooseLabels(list, column);
  const hasEndings = body.some(({ cells }) => PICTURE_NAME.test(cells[column.at] ?? ''));
  const known = new Map<string, { readonly label: string; readonly line: number }>();
  for (const { line, cells } of body) {
    const path = normalPath(cells[column.at] ?? '');
    const found = cells[label] ?? '';
    if (path === '' || (hasEndings && !PICTURE_NAME.test(path))) {
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
  const key = hasEndings ? (end: string) => end : withoutEnding;
  const labels = paths.map((path) => endsOf(path).flatMap((end) => known.get(key(end))?.label ?? [])[0]);
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

/** Returns the place of the labels in a row. */
function chooseLabels({ name, rows }: LabelList, { at, hasHeader }: PictureColumn): number {
  const column = hasHeader ? labelColumn(rows[0]!.cells, at) : null;
  if (column !== null) return column;
  const { line, cells } = rows[hasHeader ? 1 : 0]!;
  if (cells.length === 2) return 1 - at;
  throw new AssetError(
    name,
    t`Line ${line} has ${cells.length} cells: expected a picture and a label, or a header with a column called label`,
  );
}

/** Returns the place of the most specific name for labels in a header, but not `except`. */
export function labelColumn(header: readonly string[], except: number): number | null {
  const names = header.map((cell) => cell.toLowerCase());
  const places = LABEL_COLUMNS.map((each) => names.indexOf(each));
  return places.find((at) => at >= 0 && at !== except) ?? null;
}

function withoutEnding(path: string): string {
  return path.replace(PICTURE_NAME, '');
}

/** Returns a path and its ends after each slash, the longest first: `a/b.png`, `b.png`. */
function endsOf(path: string): readonly string[] {
  const parts = normalPath(path).split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function normalPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
