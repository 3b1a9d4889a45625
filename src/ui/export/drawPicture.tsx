import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { FIGURE_KEY, type FigureRecord, formatFigureRecord } from '../../experiment/documents/figureRecord';
import type { Explorer } from '../../store/state';
import { ExplorerContext } from '../hooks/useExplorer';
import { SVG } from './copySvg';
import './export.css';
import { flatten } from './flatten';
import type { PictureStyle } from './pictureStyles';

/** Content of an exported picture. */
export interface Picture {
  readonly title: string;
  /** Line under the figure that names the network and its faults. */
  readonly caption: string;
  /** The figure, as on the page. */
  readonly content: ReactNode;
  readonly record: FigureRecord;
}

/**
 * Draws a figure anew in a style and a width, and returns it as a stand-alone SVG file: no style
 * sheet, script or reference to another file, with its record as `<metadata>`.
 */
export function drawPicture(picture: Picture, style: PictureStyle, store: StoreApi<Explorer>): string {
  const host = document.createElement('div');
  host.className = 'export-host';
  host.inert = true;
  document.body.append(host);
  const root = createRoot(host);
  try {
    flushSync(() =>
      root.render(
        <ExplorerContext value={store}>
          <figure className={`export-sheet export-${style.look}`} style={{ width: style.width }}>
            <h2>{picture.title}</h2>
            {picture.content}
            <p className="export-caption">{picture.caption}</p>
          </figure>
        </ExplorerContext>,
      ),
    );
    const svg = flatten(host.firstElementChild as HTMLElement);
    const title = document.createElementNS(SVG, 'title');
    title.textContent = `${picture.title}. ${picture.caption}`;
    const metadata = document.createElementNS(SVG, 'metadata');
    metadata.id = FIGURE_KEY;
    metadata.textContent = formatFigureRecord(picture.record);
    svg.prepend(title, metadata);
    return `${new XMLSerializer().serializeToString(svg)}\n`;
  } finally {
    root.unmount();
    host.remove();
  }
}
