import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { figureRecord } from '../../experiment/documents/figureRecord';
import type { Explorer, ExplorerState } from '../../store/state';
import { ResilienceChart } from '../charts/ResilienceChart';
import { drawPicture } from '../export/drawPicture';
import { type ExportedPart, partAround } from '../export/exportedPart';
import { figureCaption, showsRuns } from '../export/figureCaption';
import { fullLink } from '../export/fullLink';
import { PICTURE_STYLES } from '../export/pictureStyles';
import { CurveLegend } from '../tabs/explore/CurveLegend';
import { Report } from './Report';

/** Width of the figure in CSS pixels: that of A4 paper without its margins. */
const WIDTH = PICTURE_STYLES.page.width;

/** True on a tab whose figure has the reader's own settings. Other tabs print as they are. */
export function hasReport(state: ExplorerState): boolean {
  return showsRuns(state) && state.view.tab !== 'learn';
}

/** Opens the browser's print dialog with a report about a figure. */
export function printReport(store: StoreApi<Explorer>, part: ExportedPart): void {
  layReport(store, part);
  window.print();
}

/**
 * Puts the report beside the page, which `report.css` hides on paper, until it is printed. Without
 * `chosen` it has the first figure of the open tab. Does nothing if a report lies there already or
 * the tab has none.
 */
export function layReport(store: StoreApi<Explorer>, chosen?: ExportedPart): void {
  const state = store.getState();
  const part = chosen ?? firstPart(state);
  if (part === null || !hasReport(state) || document.querySelector('.report') !== null) return;
  const record = figureRecord(part.title, fullLink(state), new Date(), undefined);
  const picture = { part, caption: figureCaption(state), record };
  const drawn = drawPicture(picture, { ...PICTURE_STYLES.print, width: WIDTH }, store);
  const figure = new DOMParser().parseFromString(drawn.svg, 'image/svg+xml').documentElement;
  const place = document.createElement('article');
  place.className = 'report';
  document.body.append(place);
  const root = createRoot(place);
  flushSync(() => root.render(<Report state={state} figure={figure as unknown as SVGSVGElement} />));
  window.addEventListener(
    'afterprint',
    () => {
      root.unmount();
      place.remove();
    },
    { once: true },
  );
}

/** Returns the first figure of the tab: the curve drawn anew for paper, others as they stand. */
function firstPart({ view }: ExplorerState): ExportedPart | null {
  const button = document.querySelector('main .export-button');
  if (button === null) return null;
  if (view.tab !== 'explore') return partAround(button, undefined, undefined);
  const curve = (
    <>
      <ResilienceChart />
      <CurveLegend />
    </>
  );
  return partAround(button, undefined, curve);
}
