import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { FIGURE_KEY, type FigureRecord, formatFigureRecord } from '../../experiment/documents/figureRecord';
import type { Explorer } from '../../store/state';
import { ExplorerContext } from '../hooks/useExplorer';
import { SVG } from './copySvg';
import './export.css';
import type { ExportedPart } from './exportedPart';
import { flatten, smallestText } from './flatten';
import type { PictureStyle } from './pictureStyles';

/** Content of an exported picture. */
interface Picture {
  readonly part: ExportedPart;
  /** Line under the figure that names the network and its faults. */
  readonly caption: string;
  readonly record: FigureRecord;
}

/** Picture as a file. */
export interface DrawnPicture {
  readonly svg: string;
  /** Height of its smallest letters in points. */
  readonly smallestLetters: number;
}

const POINTS_PER_PIXEL = 0.75;

/**
 * Draws a part of the page in a style and a width, as a stand-alone SVG file: no style sheet,
 * script or reference to another file, with its record as `<metadata>`.
 */
export function drawPicture(picture: Picture, style: PictureStyle, store: StoreApi<Explorer>): DrawnPicture {
  const { part, caption, record } = picture;
  const host = document.createElement('div');
  host.className = 'export-host';
  host.inert = true;
  document.body.append(host);
  const isDrawn = part.content !== undefined;
  const width = isDrawn ? style.width : copyWidth(part.section, style);
  const root = createRoot(host);
  try {
    flushSync(() =>
      root.render(
        <ExplorerContext value={store}>
          <figure className={`export-sheet export-${style.look}`} style={{ width }}>
            <h2>{part.title}</h2>
            {isDrawn ? part.content : <div ref={(place) => place?.append(copyOf(part.section))} />}
            <p className="export-caption">{caption}</p>
          </figure>
        </ExplorerContext>,
      ),
    );
    const sheet = host.firstElementChild as HTMLElement;
    // A table may be wider than its sheet.
    if (!isDrawn) sheet.style.width = `${Math.max(width, sheet.scrollWidth + MARGIN / 2)}px`;
    const svg = flatten(sheet);
    const factor = !isDrawn && style.look === 'article' ? scale(svg, style.width) : 1;
    const smallestLetters = smallestText(svg) * factor * POINTS_PER_PIXEL;
    const title = document.createElementNS(SVG, 'title');
    title.textContent = `${part.title}. ${caption}`;
    const metadata = document.createElementNS(SVG, 'metadata');
    metadata.id = FIGURE_KEY;
    metadata.textContent = formatFigureRecord(record);
    svg.prepend(title, metadata);
    return { svg: `${new XMLSerializer().serializeToString(svg)}\n`, smallestLetters };
  } finally {
    root.unmount();
    host.remove();
  }
}

/** Space around a copy on its sheet, both sides together, in CSS pixels. */
const MARGIN = 40;

/**
 * Returns the width at which a copy is laid out. A copy keeps the width that its drawings were made
 * for; text and tables of an article are laid out for its column, so that their letters keep their
 * size.
 */
function copyWidth(section: Element, { look, width }: PictureStyle): number {
  const widthOf = (element: Element) => Math.ceil(element.getBoundingClientRect().width);
  const own = widthOf(section) + MARGIN;
  if (look !== 'article') return own;
  const drawings = [...section.querySelectorAll('svg, canvas')].map(widthOf);
  return Math.min(own, Math.max(width, ...drawings.map((drawing) => drawing + MARGIN)));
}

/**
 * Copies a section of the page without its heading, which the sheet prints, and without what is
 * closed or lies over it.
 */
function copyOf(section: Element): Element {
  const copy = section.cloneNode(true) as Element;
  // Copies of canvases are empty.
  const originals = section.querySelectorAll('canvas');
  for (const [index, canvas] of copy.querySelectorAll('canvas').entries()) {
    const original = originals[index]!;
    if (original.width > 0 && original.height > 0) canvas.getContext('2d')?.drawImage(original, 0, 0);
  }
  copy.querySelector('h2, h3')?.remove();
  for (const part of copy.querySelectorAll('dialog, details:not([open])')) part.remove();
  return copy;
}

/** Gives a picture another width, in CSS pixels. Returns the factor of all lengths. */
function scale(svg: SVGSVGElement, width: number): number {
  const factor = width / Number(svg.getAttribute('width'));
  const height = Number(svg.getAttribute('height')) * factor;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(Math.round(height)));
  return factor;
}
