import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { FIGURE_KEY, type FigureRecord, formatFigureRecord } from '../../experiment/documents/figureRecord';
import type { Explorer } from '../../store/state';
import { ExplorerContext } from '../hooks/useExplorer';
import { SVG } from './copySvg';
import './export.css';
import type { ExportedPart } from './exportedPart';
import { flatten } from './flatten';
import type { PictureStyle } from './pictureStyles';

/** Content of an exported picture. */
interface Picture {
  readonly part: ExportedPart;
  /** Line under the figure that names the network and its faults. */
  readonly caption: string;
  readonly record: FigureRecord;
}

/**
 * Draws a part of the page in a style and a width, and returns it as a stand-alone SVG file: no
 * style sheet, script or reference to another file, with its record as `<metadata>`.
 */
export function drawPicture(picture: Picture, style: PictureStyle, store: StoreApi<Explorer>): string {
  const { part, caption, record } = picture;
  const host = document.createElement('div');
  host.className = 'export-host';
  host.inert = true;
  document.body.append(host);
  const isDrawn = part.content !== undefined;
  // A copy keeps the width that its drawings were made for.
  const width = isDrawn ? style.width : Math.ceil(part.section.getBoundingClientRect().width) + 40;
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
    const svg = flatten(host.firstElementChild as HTMLElement);
    if (!isDrawn && style.look === 'article') scale(svg, style.width);
    const title = document.createElementNS(SVG, 'title');
    title.textContent = `${part.title}. ${caption}`;
    const metadata = document.createElementNS(SVG, 'metadata');
    metadata.id = FIGURE_KEY;
    metadata.textContent = formatFigureRecord(record);
    svg.prepend(title, metadata);
    return `${new XMLSerializer().serializeToString(svg)}\n`;
  } finally {
    root.unmount();
    host.remove();
  }
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

function scale(svg: SVGSVGElement, width: number): void {
  const height = (Number(svg.getAttribute('height')) * width) / Number(svg.getAttribute('width'));
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(Math.round(height)));
}
