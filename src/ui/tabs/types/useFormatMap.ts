import type { QuantizedStructure } from '../../../core/site/quantization';
import type { FormatMap } from '../../../experiment/formats/formatMap';
import type { Table1Row } from '../../../experiment/formats/table1Row';
import { useExplorer } from '../../hooks/useExplorer';
import { useLoaded } from '../../hooks/useLoaded';

/**
 * Returns the error map of one structure for the weights in use: that of this visit's finished
 * search, else the stored one. The stored one loads after the test set and everything more urgent.
 * Null until there is one.
 */
export function useFormatMap(structure: QuantizedStructure): FormatMap | null {
  const { model, weights } = useExplorer((state) => state.spec);
  const search = useExplorer((state) => state.typeSearches[structure]);
  const rows = useLoaded(
    loadRows,
    useExplorer((state) => state.data !== null),
  );
  if (search !== undefined && search.total > 0 && search.done === search.total) return search.map;
  return rows?.find((row) => row.model === model && row.set === weights)?.maps[structure] ?? null;
}

async function loadRows(): Promise<readonly Table1Row[]> {
  return (await import('../../../experiment/formats/storedTable1')).STORED_TABLE1;
}
