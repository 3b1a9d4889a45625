import { AssetError } from '../../../core/errors';
import { t } from '../../../core/language/t';
import { IMAGENET_CLASSES } from './imagenetClasses';

/** Labels of photos from a list. */
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
const wantedText = () =>
  t`a class from 0 to ${IMAGENET_CLASSES.length - 1} or its WordNet id, such as n01440764`;

/**
 * Finds the class of each photo in a label list.
 *
 * The list has rows of a file name and a label in any order, with or without other columns,
 * separated by tabs, commas, semicolons or spaces. Or it has one label a line for the photos sorted
 * by name, as in `photoNames`. A label is a class index or a WordNet id; if a row has both, the
 * WordNet id counts.
 *
 * Throws AssetError naming the line, the value found and the value expected.
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
 * Returns the separator that more lines contain, because class names may contain the other one.
 * Spaces if no line has either.
 */
function markIn(lines: readonly string[]): string | RegExp {
  const numWith = (mark: string) => lines.filter((line) => line.includes(mark)).length;
  if (numWith(';') > numWith(',')) return ';';
  return numWith(',') > 0 ? ',' : /\s+/;
}

function unquote(field: string): string {
  return field.trim().replace(/^"(.*)"$/, '$1');
}

/** Returns true for a row of words only, without a photo or a possible label. */
function isHeader(row: Row | undefined): boolean {
  return row?.fields.every((field) => /^[a-z_ ]*$/i.test(field)) ?? false;
}

function labelInOrder(rows: readonly Row[], listName: string, photoNames: readonly string[]): PhotoLabels {
  if (rows.length !== photoNames.length) {
    throw new AssetError(
      listName,
      t`The list has ${rows.length} labels: expected ${photoNames.length}, one for each photo in the order of their names`,
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
        t`Line ${line} names no photo: expected a name that ends in .jpg, .jpeg or .png`,
      );
    }
    const rest = fields.filter((field) => field !== photo);
    const label = labelIn(line, rest, listName);
    const name = photo.slice(Math.max(photo.lastIndexOf('/'), photo.lastIndexOf('\\')) + 1);
    const known = byName.get(name);
    if (known !== undefined && known !== label) {
      throw new AssetError(
        listName,
        t`Line ${line} gives ${name} class ${label}, after ${known}: expected one`,
      );
    }
    byName.set(name, label);
  }
  const missing = photoNames.filter((name) => !byName.has(name));
  if (missing.length > 0) {
    throw new AssetError(
      listName,
      t`The list has ${byName.size} photos and lacks ${missing.length} of the ${photoNames.length} given, first ${missing[0]!}: expected a label for each`,
    );
  }
  const isLonger = byName.size > photoNames.length;
  return {
    labels: photoNames.map((name) => byName.get(name)!),
    notes: isLonger
      ? [t`${listName} names ${byName.size} photos: ${photoNames.length} of them were given`]
      : [],
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
      found.length === 0
        ? t`Line ${line} has no label in ${shown}: expected ${wantedText()}`
        : t`Line ${line} has ${found.length} labels in ${shown}: expected ${wantedText()}`,
    );
  }
  const label = ids.length > 0 ? CLASS_BY_ID.get(found[0]!) : Number(found[0]);
  if (label === undefined || label >= IMAGENET_CLASSES.length) {
    throw new AssetError(listName, t`Line ${line} has the label ${found[0]!}: expected ${wantedText()}`);
  }
  return label;
}
