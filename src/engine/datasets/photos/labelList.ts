import { AssetError } from '../../../core/errors';
import { IMAGENET_CLASSES } from './imagenetClasses';

/** Labels of photos by what a list says. */
interface PhotoLabels {
  /** Class of each photo, 0 to 999. */
  readonly labels: readonly number[];
  readonly notes: readonly string[];
}

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

const PHOTO_NAME = /\.(?:jpe?g|png)$/i;
const CLASS_BY_ID = new Map(IMAGENET_CLASSES.map(({ wordnetId }, index) => [wordnetId, index]));
const WANTED = `a class from 0 to ${IMAGENET_CLASSES.length - 1} or its WordNet id, such as n01440764`;

/**
 * Finds the class of each photo in a label list: rows of a file name and a label in any order,
 * other columns besides, split by tabs, commas, semicolons or spaces; or one label a line for the
 * photos sorted by name, as `photoNames` are. A label is a class index or a WordNet id, which wins
 * where a row has both. Throws AssetError naming line, value found and value wanted.
 */
export function labelPhotos(text: string, listName: string, photoNames: readonly string[]): PhotoLabels {
  const rows = rowsOf(text);
  const named = rows.some(({ fields }) => fields.some((field) => PHOTO_NAME.test(field)));
  const body = isHeader(rows[0]) ? rows.slice(1) : rows;
  return named ? labelByName(body, listName, photoNames) : labelInOrder(body, listName, photoNames);
}

function rowsOf(text: string): Row[] {
  const lines = text.split(/\r\n|\n|\r/);
  const separator = text.includes('\t') ? '\t' : markIn(lines);
  return lines.flatMap((line, index) => {
    const fields = line
      .trim()
      .replace(/^\uFEFF/, '')
      .split(separator)
      .map(unquote);
    return line.trim() === '' ? [] : [{ line: index + 1, fields }];
  });
}

/**
 * The mark that more lines hold, since names of classes may hold the other; spaces where none has
 * either.
 */
function markIn(lines: readonly string[]): string | RegExp {
  const numWith = (mark: string) => lines.filter((line) => line.includes(mark)).length;
  if (numWith(';') > numWith(',')) return ';';
  return numWith(',') > 0 ? ',' : /\s+/;
}

function unquote(field: string): string {
  return field.trim().replace(/^"(.*)"$/, '$1');
}

/** Words only: no photo and nothing that could be a label. */
function isHeader(row: Row | undefined): boolean {
  return row?.fields.every((field) => /^[a-z_ ]*$/i.test(field)) ?? false;
}

function labelInOrder(rows: readonly Row[], listName: string, photoNames: readonly string[]): PhotoLabels {
  if (rows.length !== photoNames.length) {
    throw new AssetError(
      listName,
      `The list has ${rows.length} labels: expected ${photoNames.length}, one for each photo in the order of their names`,
    );
  }
  return { labels: rows.map(({ line, fields }) => labelIn(line, fields, listName)), notes: [] };
}

function labelByName(rows: readonly Row[], listName: string, photoNames: readonly string[]): PhotoLabels {
  const byName = new Map<string, number>();
  for (const { line, fields } of rows) {
    const photo = fields.find((field) => PHOTO_NAME.test(field));
    if (photo === undefined) {
      throw new AssetError(
        listName,
        `Line ${line} names no photo: expected a name that ends in .jpg, .jpeg or .png`,
      );
    }
    const rest = fields.filter((field) => field !== photo);
    const label = labelIn(line, rest, listName);
    const name = photo.slice(Math.max(photo.lastIndexOf('/'), photo.lastIndexOf('\\')) + 1);
    const known = byName.get(name);
    if (known !== undefined && known !== label) {
      throw new AssetError(
        listName,
        `Line ${line} gives ${name} class ${label}, after ${known}: expected one`,
      );
    }
    byName.set(name, label);
  }
  const missing = photoNames.filter((name) => !byName.has(name));
  if (missing.length > 0) {
    throw new AssetError(
      listName,
      `The list has ${byName.size} photos and lacks ${missing.length} of the ${photoNames.length} given, first ${missing[0]}: expected a label for each`,
    );
  }
  const isLonger = byName.size > photoNames.length;
  return {
    labels: photoNames.map((name) => byName.get(name)!),
    notes: isLonger ? [`${listName} names ${byName.size} photos: ${photoNames.length} of them are here`] : [],
  };
}

function labelIn(line: number, fields: readonly string[], listName: string): number {
  const ids = fields.filter((field) => /^n\d{8}$/.test(field));
  const indices = fields.filter((field) => /^\d{1,9}$/.test(field));
  const found = ids.length > 0 ? ids : indices;
  if (found.length !== 1) {
    const shown = JSON.stringify(fields.join(' ').slice(0, 40));
    throw new AssetError(
      listName,
      `Line ${line} has ${found.length === 0 ? 'no label' : `${found.length} labels`} in ${shown}: expected ${WANTED}`,
    );
  }
  const label = ids.length > 0 ? CLASS_BY_ID.get(found[0]!) : Number(found[0]);
  if (label === undefined || label >= IMAGENET_CLASSES.length) {
    throw new AssetError(listName, `Line ${line} has the label ${found[0]}: expected ${WANTED}`);
  }
  return label;
}
