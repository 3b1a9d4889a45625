import type { QuantizedStructure } from '../../../core/site/quantization';
import { isDynamic } from '../../../core/site/siteTensors';
import type { FormatMap } from '../../../experiment/formats/formatMap';
import { changeSite } from '../../../experiment/settings/changeSite';
import { dataTitle } from '../../../experiment/settings/dataId';
import { grouped } from '../../../experiment/text/numberWords';
import { pointsText } from '../../../experiment/text/percentWords';
import { selectModel, selectNoun } from '../../../store/selectors/selectors';
import { AsTable } from '../../charts/frame/AsTable';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { FormatHeatMap } from './FormatHeatMap';
import { gridCells } from './formatGrid';

interface TypeMapPanelProps {
  readonly structure: QuantizedStructure;
  /** Stored map; null if there is none. */
  readonly stored: FormatMap | null;
  /** Training set of the stored map: `MNIST`. */
  readonly storedTitle: string;
  /** True if the live search belongs to the weights in use. */
  readonly isLive: boolean;
  readonly onSearch: () => void;
}

/**
 * Panel of the error map of one structure, stored or searched now, with a button that starts and
 * stops the search.
 */
export function TypeMapPanel({ structure, stored, storedTitle, isLive, onSearch }: TypeMapPanelProps) {
  const model = useExplorer(selectModel);
  const noun = useExplorer(selectNoun);
  const spec = useExplorer((state) => state.spec);
  const canRun = useExplorer((state) => state.engine.kind === 'ready' && state.data !== null);
  const searches = useExplorer((state) => state.typeSearches);
  const searchTypes = useExplorer((state) => state.searchTypes);
  const stopSearch = useExplorer((state) => state.stopSearch);
  const edit = useExplorer((state) => state.setSettings);
  const setView = useExplorer((state) => state.setView);
  const search = isLive ? searches[structure] : undefined;
  const map = search === undefined ? stored : search.map;
  const running = search?.running === true;
  const isBusy = Object.values(searches).some((other) => other.running);
  const isWeights = structure === 'weights';
  // The format of a fault-free structure would change nothing.
  const isFelt = spec.structures.some((faulty) => isDynamic(faulty) !== isWeights);
  const paper =
    model.paper === null ? null : isWeights ? model.paper.weightFormat : model.paper.activationFormat;
  const titleId = `types-of-${structure}`;
  return (
    <section className="panel types-panel" aria-labelledby={titleId}>
      <div className="panel-head">
        <h3 id={titleId}>{structure === 'weights' ? 'Weights' : 'Activations'}</h3>
        <span className="muted tabular">
          {search !== undefined
            ? `live${running ? `, ${search.done} of ${search.total} types` : search.done < search.total ? ', stopped' : ''}`
            : stored !== null && `recorded run, ${storedTitle}`}
          {map !== null && `, N = ${grouped(map.images)} ${noun}s`}
        </span>
        {map !== null && <ExportButton />}
      </div>
      {map === null ? (
        <p className="empty tab-empty">
          {running ? 'Measuring the float error first.' : 'No search of these weights is stored.'}
        </p>
      ) : (
        <FormatHeatMap
          map={map}
          paper={paper}
          isComplete={search === undefined || (search.total > 0 && search.done === search.total)}
          {...(isFelt
            ? {
                onUse: (format) => {
                  edit(changeSite(spec, isWeights ? { format } : { activationFormat: format }));
                  setView({ tab: 'explore' });
                },
              }
            : {})}
        />
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={!running && (!canRun || isBusy)}
          onClick={() => {
            if (running) return stopSearch();
            onSearch();
            searchTypes(structure);
          }}
        >
          {running ? 'Stop the search' : 'Search now'}
        </button>
        <span className="note tabular">
          {canRun
            ? `on this device, ${dataTitle(spec.data, model.dataKind)}, first ${grouped(spec.numSamples)} ${noun}s`
            : 'available when the engine runs'}
        </span>
      </div>
      {running && (
        <svg
          className="types-progress"
          role="progressbar"
          aria-label={`Search of the ${structure}`}
          aria-valuemin={0}
          aria-valuemax={search.total}
          aria-valuenow={search.done}
        >
          <rect
            className="progress-done"
            width={`${(100 * search.done) / Math.max(1, search.total)}%`}
            height="100%"
          />
        </svg>
      )}
      {map !== null && <MapTable map={map} title={structure} />}
    </section>
  );
}

/** Table of the map's numbers, closed at first. */
function MapTable({ map, title }: { readonly map: FormatMap; readonly title: string }) {
  return (
    <AsTable label={`Types of the ${title} as a table`}>
      {() => (
        <table className="data-table tabular">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Points over float</th>
              <th scope="col">Wrong</th>
              <th scope="col">Newly wrong</th>
              <th scope="col">Newly right</th>
            </tr>
          </thead>
          <tbody>
            {gridCells(map).map(({ name, points, wrong, lost, gained }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{pointsText(points)}</td>
                <td>{grouped(wrong)}</td>
                <td>{grouped(lost)}</td>
                <td>{grouped(gained)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </AsTable>
  );
}
