import '../../../core/network/networks/transformers';
import { t } from '../../../core/language/t';
import { CATALOG, trainingSetTitle } from '../../../core/network/catalog';
import type { ModelDescription, TrainingSet } from '../../../core/network/model';
import { formatQFormat } from '../../../core/words/qformat';
import type { FormatMap } from '../../../experiment/formats/formatMap';
import { table1Counts } from '../../../experiment/formats/table1';
import type { Table1Row } from '../../../experiment/formats/table1Row';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';

interface Table1Props {
  readonly rows: readonly Table1Row[];
  /** Model and training set in use. */
  readonly model: string;
  readonly set: string;
  readonly onChoose: (model: string, set: TrainingSet) => void;
}

/**
 * Table with a row for each model and training set. The paper's numbers have columns of their own,
 * left of ours.
 */
export function Table1({ rows, model: chosen, set: chosenSet, onChoose }: Table1Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="table1-scroll" tabIndex={0} aria-label={t`Table 1`}>
      <table className="data-table table1 tabular">
        <thead>
          <tr>
            <td colSpan={4} />
            <th scope="colgroup" colSpan={3} className="group-start">
              {t`Paper`}
            </th>
            <th scope="colgroup" colSpan={4} className="group-start">
              {t`Ours`}
            </th>
          </tr>
          <tr>
            <th scope="col">{t`Model`}</th>
            <th scope="col">{t`Layers`}</th>
            <th scope="col">{t`Weights`}</th>
            <th scope="col">{t`Activations`}</th>
            <th scope="col" className="group-start">
              {t`Error`}
            </th>
            <th scope="col">{t`Weights`}</th>
            <th scope="col">{t`Activations`}</th>
            <th scope="col" className="group-start text-cell">
              {t`Trained on`}
            </th>
            <th scope="col">{t`Error`}</th>
            <th scope="col">{t`Weights`}</th>
            <th scope="col">{t`Activations`}</th>
          </tr>
        </thead>
        {Array.from(CATALOG.values(), (model) => {
          const sets: readonly TrainingSet[] = model.weights.length > 0 ? model.weights : ['imagenet'];
          return (
            <tbody key={model.id}>
              {sets.map((set, index) => (
                <tr key={set}>
                  {index === 0 && <Shared model={model} span={sets.length} />}
                  <td className="group-start text-cell">
                    <button
                      type="button"
                      className="class-button"
                      aria-pressed={model.id === chosen && set === chosenSet}
                      aria-label={`${model.title}, ${trainingSetTitle(set, model.dataKind)}`}
                      onClick={() => onChoose(model.id, set)}
                    >
                      {trainingSetTitle(set, model.dataKind)}
                    </button>
                  </td>
                  <Ours row={rows.find((row) => row.model === model.id && row.set === set)} />
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

/** Cells that all training sets of a model share: its counts and the paper's row. */
function Shared({ model, span }: { readonly model: ModelDescription; readonly span: number }) {
  const { paper } = model;
  const { layers, weights, activations } = table1Counts(model);
  return (
    <>
      <th scope="rowgroup" rowSpan={span}>
        {model.title}
      </th>
      <td rowSpan={span}>{layers}</td>
      <td rowSpan={span}>{grouped(weights.dense + weights.conv + weights.gru)}</td>
      <td rowSpan={span}>{grouped(activations)}</td>
      <td rowSpan={span} className="group-start">
        {paper === null ? '–' : percent(paper.errorPercent / 100)}
      </td>
      <td rowSpan={span}>{paper?.weightFormat ?? '–'}</td>
      <td rowSpan={span}>{paper?.activationFormat ?? '–'}</td>
    </>
  );
}

function Ours({ row }: { readonly row: Table1Row | undefined }) {
  if (row === undefined) {
    return ['error', 'weights', 'activations'].map((column) => (
      <td key={column} className="muted" title={t`not measured`}>
        –
      </td>
    ));
  }
  const { wrong, total } = row.floatError;
  return (
    <>
      <td title={t`${grouped(wrong)} of ${grouped(total)}`}>
        {percent(wrong / total)} <span className="muted">N {grouped(total)}</span>
      </td>
      <Smallest map={row.maps.weights} />
      <Smallest map={row.maps.activations} />
    </>
  );
}

function widestOf({ cells }: FormatMap): string {
  const bits = (side: 'integerBits' | 'fractionBits') => Math.max(...cells.map(({ format }) => format[side]));
  return formatQFormat({ integerBits: bits('integerBits'), fractionBits: bits('fractionBits') });
}

/** Cell of the smallest format and the number of samples: `Q2.5 N 1,000`. */
function Smallest({ map }: { readonly map: FormatMap | null }) {
  if (map === null) return <td className="muted">–</td>;
  return (
    <td>
      {map.minimal === null ? t`none up to ${widestOf(map)}` : formatQFormat(map.minimal)}{' '}
      <span className="muted">N {grouped(map.images)}</span>
    </td>
  );
}
