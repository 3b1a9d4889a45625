import { useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/errors';
import { inEnglish, t } from '../../core/language/t';
import { figureRecord } from '../../experiment/documents/figureRecord';
import type { Explorer } from '../../store/state';
import { ResilienceChart } from '../charts/ResilienceChart';
import { drawPicture } from '../export/drawPicture';
import { figureCaption } from '../export/figureCaption';
import { fullLink } from '../export/fullLink';
import { PICTURE_STYLES } from '../export/pictureStyles';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import { CurveLegend } from '../tabs/explore/CurveLegend';
import { heldResults, saveFigureFile } from './saveFigureFile';

/**
 * Saves the curve as an HTML file that opens from disk. Absent without results, and disabled where
 * another figure is shown.
 */
export function FigureFileButton() {
  const store = useExplorerStore();
  const hasResults = useExplorer((state) => heldResults(state) !== null);
  const isCurve = useExplorer((state) => state.view.tab === 'explore');
  const [failure, setFailure] = useState('');
  if (!hasResults) return null;
  const save = async () => {
    setFailure('');
    try {
      await saveFigureFile(
        store.getState(),
        inEnglish(() => drawCurve(store)),
      );
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <>
      <button type="button" className="button" disabled={!isCurve} onClick={save}>
        {t`Save HTML`}
      </button>
      {!isCurve && <span className="note">{t`An HTML file holds the figure of the tab Curve alone.`}</span>}
      {failure !== '' && <span role="alert">{failure}</span>}
    </>
  );
}

/** Draws the curve as it stands on the page as an SVG file. */
function drawCurve(store: StoreApi<Explorer>): string {
  const state = store.getState();
  const title = t`Resilience curve`;
  const content = (
    <>
      <ResilienceChart />
      <CurveLegend />
    </>
  );
  const part = { title, section: document.body, content };
  const record = figureRecord(title, fullLink(state), new Date(), undefined);
  return drawPicture({ part, caption: figureCaption(state), record }, PICTURE_STYLES.light, store).svg;
}
