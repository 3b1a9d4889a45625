import { useEffect, useState } from 'react';
import type { QuantizedStructure } from '../../core/quantization';
import type { FormatMap } from '../../experiment/formatMap';
import type { Table1Row } from '../../experiment/table1Row';
import { useExplorer } from '../useExplorer';

/**
 * The error map of one structure of the network with the weights on show: this visit's finished search, else the stored one, which
 * loads once the test set is here and the page has nothing more urgent to fetch. Null while there is none.
 */
export function useFormatMap(structure: QuantizedStructure): FormatMap | null {
  const { model, weights } = useExplorer((state) => state.spec);
  const search = useExplorer((state) => state.typeSearches[structure]);
  const hasData = useExplorer((state) => state.data !== null);
  const [rows, setRows] = useState<readonly Table1Row[]>([]);
  useEffect(() => {
    if (!hasData) return;
    let isMounted = true;
    // Offline, say: then the presets do without.
    const loaded = import('../../experiment/storedTable1').catch(() => null);
    void loaded.then((module) => isMounted && module !== null && setRows(module.STORED_TABLE1));
    return () => {
      isMounted = false;
    };
  }, [hasData]);
  if (search !== undefined && search.total > 0 && search.done === search.total) return search.map;
  return rows.find((row) => row.model === model && row.set === weights)?.maps[structure] ?? null;
}
