import { t } from '../../../core/language/t';
import { samplesText } from '../../../core/network/sampleNoun';
import { isClassifier } from '../../../core/samples/measure';
import type { QuantizedStructure } from '../../../core/site/quantization';
import { isDynamic } from '../../../core/site/siteTensors';
import type { FormatMap } from '../../../experiment/formats/formatMap';
import { changeSite } from '../../../experiment/settings/changeSite';
import { dataTitle } from '../../../experiment/settings/dataId';
import { grouped } from '../../../experiment/text/numberWords';
import { pointsText } from '../../../experiment/text/percentWords';
import type { TypeSearch } from '../../../store/runs/liveTypeSearch';
import { selectModel } from '../../../store/selectors/selectors';
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
  const spec = useExplorer((state) => state.spec);
  const isLabelled = useExplorer((state) => state.data?.isLabelled ?? true);
  const isRunnable = useExplorer((state) => state.engine.kind === 'ready' && state.data !== null);
  const canRun = isRunnable && isClassifier(model.numClasses);
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
        <h3 id={titleId}>{isWeights ? t`Weights` : t`Activations`}</h3>
        <span className="muted tabular">
          {[
            search !== undefined ? searchWords(search) : stored !== null && t`recorded run, ${storedTitle}`,
            map !== null && `N = ${samplesText(map.images, grouped(map.images), model.dataKind)}`,
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
        {map !== null && <ExportButton />}
      </div>
      {map === null ? (
        <p className="empty tab-empty">
          {running ? t`Measuring the float error first.` : t`No search of these weights is stored.`}
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
          {running ? t`Stop the search` : t`Search now`}
        </button>
        <span className="note tabular">
          {canRun
            ? t`on this device, ${dataTitle(spec.data, model.dataKind)}, first ${samplesText(spec.numSamples, grouped(spec.numSamples), model.dataKind)}`
            : t`available when the engine runs`}
        </span>
      </div>
      {spec.measure !== 'top1' && (
        <p className="note">
          {!isClassifier(model.numClasses)
            ? t`This search counts wrong answers: the outputs of this network are no scores of classes.`
            : isLabelled
              ? t`This search counts top-1 errors, whatever the measure of the curves.`
              : t`This search counts answers that differ from those in float, without faults.`}
        </p>
      )}
      {running && (
        <svg
          className="types-progress"
          role="progressbar"
          aria-label={isWeights ? t`Search of the weights` : t`Search of the activations`}
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
      {map !== null && <MapTable map={map} isWeights={isWeights} />}
    </section>
  );
}

function searchWords({ running, done, total }: TypeSearch): string {
  if (running) return t`live, ${done} of ${total} types`;
  return done < total ? t`live, stopped` : t`live`;
}

/** Table of the map's numbers, closed at first. */
function MapTable({ map, isWeights }: { readonly map: FormatMap; readonly isWeights: boolean }) {
  const title = isWeights ? t`Types of the weights as a table` : t`Types of the activations as a table`;
  return (
    <AsTable label={title}>
      {() => (
        <table className="data-table tabular">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Type`}</th>
              <th scope="col">{t`Points over float`}</th>
              <th scope="col">{t`Wrong`}</th>
              <th scope="col">{t`Newly wrong`}</th>
              <th scope="col">{t`Newly right`}</th>
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
