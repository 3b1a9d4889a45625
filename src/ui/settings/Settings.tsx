import { useExplorerStore } from '../hooks/useExplorer';
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
  return (
    <>
      <StructuresPanel />
      <FormatPanel />
      <LayersPanel />
      <DataPanel />
      <AdvancedPanel />
      <RunNews />
      <button type="button" className="button reset" onClick={() => store.getState().reset()}>
        Reset everything
      </button>
    </>
  );
}
