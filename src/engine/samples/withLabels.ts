import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { readPart } from '../source/blobReader';
import { nameLabels } from './nameLabels';
import { isIdx, openIdx } from './openIdx';
import { isNpy, openNpy } from './openNpy';
import { findPictures, type LabelList, labelColumn, labelPictures } from './pictureLabels';
import type { RawSamples } from './rawSamples';
import { readLabelList } from './readLabelList';
import { readLabels } from './readLabels';
import { unpackGzip } from './unpackGzip';

/**
 * Returns samples with the labels of a file that was named as theirs, in place of any others. It is
 * one of
 * - an array, .npy or IDX: a label for each sample, or one-hot rows
 * - a text with one label a line, or with a header that names the column of labels
 * - for pictures also a list that names them
 *
 * Labels without names belong to the samples in their order, to pictures in the order of their
 * names. Throws AssetError naming the place, the value found and the value wanted.
 */
export async function withLabels(samples: RawSamples, file: AssetFile): Promise<RawSamples> {
  if (samples.kind === 'sounds') {
    throw new AssetError(
      file.name,
      t`Recordings have the labels of their folders or names: expected no file of labels`,
    );
  }
  const unpacked = await unpackGzip(file);
  const list = await listIn(unpacked);
  const { texts, notes } =
    samples.kind === 'pictures' ? ofPictures(samples, list) : { texts: inOrder(samples, list), notes: [] };
  return {
    ...samples,
    ...nameLabels(texts),
    source: `${samples.source}, ${list.name}`,
    notes: [...samples.notes, ...notes, t`Labels are those of ${list.name}`],
  };
}

/** Reads an array of labels as a list without names, or a list of text. */
async function listIn(file: AssetFile): Promise<LabelList> {
  const start = await readPart(file.name, file.blob.slice(0, 8));
  if (!isNpy(start) && !isIdx(start)) return readLabelList(file);
  const labels = await readLabels(isNpy(start) ? await openNpy(file) : await openIdx(file));
  return {
    name: file.name,
    rows: Array.from(labels, (label, index) => ({ line: index + 1, cells: [String(label)] })),
  };
}

/** Labels of pictures, which are in the order of their hashes. */
function ofPictures(samples: RawSamples, list: LabelList) {
  const paths = Array.from({ length: samples.numSamples }, (_, index) => samples.origin(index).file);
  const sorted = paths.toSorted((a, b) => (a < b ? -1 : 1));
  const { labels, notes } = labelPictures(list, findPictures(list, sorted), sorted);
  const labelOf = new Map(sorted.map((path, index) => [path, labels[index]!]));
  return { texts: paths.map((path) => labelOf.get(path)!), notes };
}

/** Labels of rows, one for each sample, below a header if the first row is one. */
function inOrder({ numSamples, source }: RawSamples, { name, rows }: LabelList): readonly string[] {
  const column = rows.length === 0 ? null : labelColumn(rows[0]!.cells, -1);
  const body = column === null ? rows : rows.slice(1);
  const at = column ?? 0;
  const wide = column === null ? body.find(({ cells }) => cells.length > 1) : undefined;
  if (wide !== undefined) {
    throw new AssetError(
      name,
      t`Line ${wide.line} has ${wide.cells.length} cells: expected one label, or a header with a column called label`,
    );
  }
  const empty = body.find(({ cells }) => (cells[at] ?? '') === '');
  if (empty !== undefined)
    throw new AssetError(name, t`Line ${empty.line} has no label: expected one for each sample`);
  if (body.length !== numSamples) {
    throw new AssetError(
      name,
      t`The file has ${body.length} labels: expected ${numSamples}, one for each sample of ${source}`,
    );
  }
  return body.map(({ cells }) => cells[at]!);
}
