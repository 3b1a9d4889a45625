import { useExplorerStore } from '../hooks/useExplorer';
import { AdvancedPanel } from './AdvancedPanel';
import { DataPanel } from './DataPanel';
import { FormatPanel } from './FormatPanel';
import { LayersPanel } from './LayersPanel';
import { StructuresPanel } from './StructuresPanel';

/** All that decides a result but the rate: a script of its own, since the figure and its slider do without. */
export function Settings() {
  const store = useExplorerStore();
  return (
    <>
      <StructuresPanel />
      <FormatPanel />
      <LayersPanel />
      <DataPanel />
      <AdvancedPanel />
      <button type="button" className="button reset" onClick={() => store.getState().reset()}>
        Reset everything
      </button>
    </>
  );
}
