import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { FIGURE_KEY, type FigureRecord, readFigureRecord } from './figureRecord';

/** Record of an exported picture, with a remark on parts of its file that were not used. */
export interface FoundFigure {
  readonly record: FigureRecord;
  /** One sentence. Null if the file holds only what this page writes. */
  readonly remark: string | null;
}

/**
 * Matches elements, their attributes and their text. The id is looked for afterwards: in the same
 * pattern, it takes time that grows with the square of the file's length.
 */
const METADATA = /<(?:\w+:)?metadata\b([^<>]*)>([^<]*)<\//g;
const IS_RECORD = new RegExp(`\\bid=["']${FIGURE_KEY}["']`);
const SCRIPT = /<(?:\w+:)?(?:script|foreignObject|iframe)\b|[\s"'/]on\w+\s*=|javascript:/i;
const REFERENCE =
  /<!ENTITY|<!DOCTYPE|<\?xml-stylesheet|\bhref\s*=\s*["']?(?!#|data:image\/png|["'#])|@import|url\(\s*["']?(?!#|["'])/i;

/** True if a text starts as an SVG file does. */
export function isSvg(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[^>]*-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?svg\b/i.test(
    text.slice(0, 2000),
  );
}

/**
 * Reads the record in an exported SVG. The file is searched as text, so nothing in it is shown, run
 * or fetched. Throws AssetError for a file that is cut off or has no record.
 */
export function readSvgRecord(text: string, name: string): FoundFigure {
  if (!/<\/(?:\w+:)?svg>\s*(?:<!--[^>]*-->\s*)*$/.test(text.slice(-2000)))
    throw new AssetError(name, t`The SVG file is cut off: expected </svg> at its end`);
  const [found, second] = Array.from(text.matchAll(METADATA)).filter(([, about]) => IS_RECORD.test(about!));
  if (found === undefined || second !== undefined) {
    throw new AssetError(
      name,
      second === undefined
        ? t`The SVG file has no record of an experiment: expected one, as in figures that this page exported`
        : t`The SVG file has several records of an experiment: expected one, as in figures that this page exported`,
    );
  }
  return { record: readFigureRecord(decodeEntities(found[2]!), name), remark: remarkOn(text) };
}

/** Names what an exported figure never has. */
function remarkOn(text: string): string | null {
  const hasScripts = SCRIPT.test(text);
  if (!REFERENCE.test(text))
    return hasScripts
      ? t`The file holds scripts, which this page does not write: only its record was read`
      : null;
  return hasScripts
    ? t`The file holds scripts and references to other files, which this page does not write: only its record was read`
    : t`The file holds references to other files, which this page does not write: only its record was read`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the entities of XML in one pass. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,6})|#x([\da-f]{1,5}));/gi,
    (whole, named, decimal, hex) => {
      if (named !== undefined) return ENTITIES[named.toLowerCase()]!;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
