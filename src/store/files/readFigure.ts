import { FIGURE_KEY, readFigureRecord } from '../../experiment/documents/figureRecord';
import { readPngText } from '../../experiment/documents/pngText';
import { type FoundFigure, isSvg, readSvgRecord } from '../../experiment/documents/svgRecord';

/** Largest picture that is looked at, in bytes. Exported ones have less than 3 MB. */
const MAX_PICTURE_BYTES = 32e6;

/**
 * Returns the record in an exported SVG or PNG. Null if the file is neither, or a PNG without a
 * record, which may be a photo. Throws AssetError naming what is wrong with an SVG, or with the
 * record of a PNG.
 */
export async function readFigure(file: File): Promise<FoundFigure | null> {
  if (file.size > MAX_PICTURE_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const record = readPngText(bytes, FIGURE_KEY, file.name);
  if (record !== null) return { record: readFigureRecord(record, file.name), remark: null };
  const text = new TextDecoder().decode(bytes);
  return isSvg(text) ? readSvgRecord(text, file.name) : null;
}
