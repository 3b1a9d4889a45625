import { FIGURE_KEY, readFigureRecord } from '../../experiment/documents/figureRecord';
import { readPngText } from '../../experiment/documents/pngText';
import { type FoundFigure, isSvg, readSvgRecord } from '../../experiment/documents/svgRecord';
import { checkLink } from './checkLink';

/** Largest picture that is looked at, in bytes. Exported ones have less than 3 MB. */
const MAX_PICTURE_BYTES = 32e6;

/**
 * Returns the record in an exported SVG or PNG. Null if the file is neither, or a PNG without a
 * record, which may be a photo. Throws AssetError naming what is wrong with an SVG, or with the
 * record of a PNG.
 */
export async function readFigure(file: File): Promise<FoundFigure | null> {
  if (file.size > MAX_PICTURE_BYTES) return null;
  const found = findRecord(new Uint8Array(await file.arrayBuffer()), file.name);
  if (found !== null) checkLink(found.record.link, file.name);
  return found;
}

function findRecord(bytes: Uint8Array, name: string): FoundFigure | null {
  const record = readPngText(bytes, FIGURE_KEY, name);
  if (record !== null) return { record: readFigureRecord(record, name), remark: null };
  const text = new TextDecoder().decode(bytes);
  return isSvg(text) ? readSvgRecord(text, name) : null;
}
