import { useState } from 'react';
import { t } from '../../core/language/t';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import { heldResults, saveFigureFile } from './saveFigureFile';

/** Saves the curve as an HTML file that opens from disk. Absent where there is no curve. */
export function FigureFileButton() {
  const store = useExplorerStore();
  const hasResults = useExplorer((state) => state.view.tab === 'explore' && heldResults(state) !== null);
  const [failure, setFailure] = useState('');
  if (!hasResults) return null;
  const save = async () => {
    setFailure('');
    try {
      await saveFigureFile(store.getState());
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={save}>
        {t`Save HTML`}
      </button>
      {failure !== '' && <span role="alert">{failure}</span>}
    </>
  );
}
