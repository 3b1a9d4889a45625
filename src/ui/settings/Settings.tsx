import { t } from '../../core/language/t';
import { holdOn } from '../../experiment/lesson/teacherHold';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import { useShelfKeys } from '../shelf/useShelfKeys';
import { AdvancedPanel } from './AdvancedPanel';
import { DataPanel } from './DataPanel';
import { FormatPanel } from './FormatPanel';
import { LayersPanel } from './LayersPanel';
import { RunNews } from './RunNews';
import { StructuresPanel } from './StructuresPanel';

/**
 * Settings of the experiment other than the model and the rate, in a script that loads later than
 * the first figure.
 */
export function Settings() {
  const store = useExplorerStore();
  const hold = useExplorer(({ view }) => holdOn(view, 'settings'));
  useShelfKeys();
  if (hold === 'hidden') return null;
  return (
    <fieldset className="settings-fields" disabled={hold === 'locked'}>
      <legend className="sr-only">{t`Settings`}</legend>
      <StructuresPanel />
      <FormatPanel />
      <LayersPanel />
      <DataPanel />
      <AdvancedPanel />
      <RunNews />
      <button type="button" className="button reset" onClick={() => store.getState().reset()}>
        {t`Reset everything`}
      </button>
    </fieldset>
  );
}
