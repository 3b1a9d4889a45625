import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/errors';
import { type StillFigure as Figure, readFigure } from '../../experiment/embed/figureDocument';
import type { Explorer } from '../../store/state';
import { createStillExplorer } from '../../store/stillExplorer';
import embedStyles from '../embed/embed.css?inline';
import pageStyles from '../theme.css?inline';
import { StillFigure } from './StillFigure';
import { shadowStyles } from './shadowStyles';

/** Figure in its place, with the store of its view. */
export interface DrawnFigure {
  readonly store: StoreApi<Explorer>;
  readonly figure: Figure;
  remove(): void;
}

/** The build (`figureModule`) puts the styles of parts here that import their own. */
const partStyles = 'PART_STYLES';
const STYLES = pageStyles + embedStyles + partStyles;

/**
 * Draws a figure into a document or a shadow root. Results or a link that cannot be used are named
 * in its place, and null is returned. Styles are constructed, which every policy allows.
 */
export function drawFigure(place: Document | ShadowRoot, results: string, link: string): DrawnFigure | null {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(place instanceof Document ? STYLES : shadowStyles(STYLES));
  place.adoptedStyleSheets = [sheet];
  const parent = place instanceof Document ? place.body : place;
  const box = parent.appendChild(document.createElement('div'));
  try {
    const figure = readFigure(results, link);
    const store = createStillExplorer(figure.run, figure.view);
    const root = createRoot(box);
    root.render(<StillFigure store={store} figure={figure} />);
    return {
      store,
      figure,
      remove() {
        root.unmount();
        box.remove();
      },
    };
  } catch (error) {
    box.className = 'embed notice notice-error';
    box.setAttribute('role', 'alert');
    box.textContent = messageOf(error);
    return null;
  }
}
