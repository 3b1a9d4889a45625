import { AssetError } from '../../core/errors';
import { FIGURE_KEY, type FigureRecord, readFigureRecord } from '../../experiment/documents/figureRecord';
import { readPngText } from '../../experiment/documents/pngText';

/** Largest picture that is looked at, in bytes. Exported ones have less than 3 MB. */
const MAX_PICTURE_BYTES = 32e6;

/** Record of an exported picture, with a remark on parts of its file that were not used. */
interface FoundFigure {
  readonly record: FigureRecord;
  /** One sentence. Null if the file is as it was exported. */
  readonly remark: string | null;
}

/**
 * Returns the record in an exported SVG or PNG. Null if the file is neither, or a PNG without a
 * record, which may be a photo. The file is read as data: nothing in it is shown, run or fetched.
 * Throws AssetError naming what is wrong with an SVG, or with the record of a PNG.
 */
export async function readFigure(file: File): Promise<FoundFigure | null> {
  if (file.size > MAX_PICTURE_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = readPngText(bytes, FIGURE_KEY, file.name);
  if (text !== null) return { record: readFigureRecord(text, file.name), remark: null };
  if (!isSvg(bytes, file.name)) return null;
  return readSvg(new TextDecoder().decode(bytes), file.name);
}

function isSvg(bytes: Uint8Array, name: string): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 1000)).trimStart();
  return (
    /^(?:<\?xml|<!--|<!DOCTYPE svg|<svg\b)/i.test(start) && (/<svg\b/.test(start) || /\.svg$/i.test(name))
  );
}

function readSvg(text: string, name: string): FoundFigure {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw new AssetError(
      name,
      'The SVG file has a document type, whose entities could unfold without end: expected none',
    );
  }
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (svg.querySelector('parsererror') !== null || svg.documentElement.localName !== 'svg')
    throw new AssetError(name, 'The SVG file is cut off or damaged: expected a whole one');
  const metadata = svg.querySelectorAll(`metadata[id="${FIGURE_KEY}"]`);
  if (metadata.length !== 1) {
    throw new AssetError(
      name,
      `The SVG file has ${metadata.length} records of an experiment: expected one, as in figures that this page exported`,
    );
  }
  const record = readFigureRecord(metadata[0]!.textContent ?? '', name);
  return { record, remark: remarkOn(svg) };
}

/** Names what an exported figure never has. */
function remarkOn(svg: Document): string | null {
  const elements = [...svg.querySelectorAll('*')];
  const attributes = elements.flatMap((element) => [...element.attributes]);
  const isScript = elements.some(({ localName }) =>
    ['script', 'foreignObject', 'iframe'].includes(localName),
  );
  const isHandler = attributes.some(
    ({ localName, value }) => /^on/i.test(localName) || /^\s*javascript:/i.test(value),
  );
  const isExternal = attributes.some(
    ({ localName, value }) => localName === 'href' && !/^\s*(?:#|data:image\/png)/i.test(value),
  );
  const isStyled = elements.some(
    ({ localName, textContent }) => localName === 'style' && /@import|url\(/i.test(textContent ?? ''),
  );
  const found = [
    ...(isScript || isHandler ? ['scripts'] : []),
    ...(isExternal || isStyled ? ['references to other files'] : []),
  ];
  if (found.length === 0) return null;
  return `The file holds ${found.join(' and ')}, which this page does not write: only its record was read`;
}
