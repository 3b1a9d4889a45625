import { useState } from 'react';
import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
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
      await saveFigureFile(store.getState());
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
