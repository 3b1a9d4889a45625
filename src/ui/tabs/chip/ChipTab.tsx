import { useCallback, useMemo } from 'react';
import { t } from '../../../core/language/t';
import { compareWithChip } from '../../../experiment/chip/chipComparison';
import { lossOrigin } from '../../../experiment/curve/curve';
import { structuresTitle } from '../../../experiment/settings/siteTitle';
import { chipSentence } from '../../../experiment/text/chipWords';
import { errorClause } from '../../../experiment/text/measureWords';
import { selectModel } from '../../../store/selectors/selectors';
import { selectSeries } from '../../../store/selectors/seriesSelectors';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { VddAxis } from '../../charts/frame/VddAxis';
import { ChipMarks } from '../../charts/marks/ChipMarks';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { markPath } from '../../charts/marks/markPath';
import { SeriesFigure } from '../../charts/SeriesFigure';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import { ChipFormat } from './ChipFormat';
import { ChipPicker } from './ChipPicker';
import { ChipTableView } from './ChipTableView';

const lookOf = (id: string): SeriesLook => (id === 'twosComplement' ? 'a' : 'b');
/** Network of the chip that the paper measured. */
const CHIP_MODEL = 'chip-net';

/**
 * Tab that compares a measured chip with simulations in both sign encodings (Ares, Sec. 3.3 and
 * Fig. 2).
 */
export function ChipTab() {
  const series = useExplorer(selectSeries);
  const chip = useExplorer((state) => state.chip);
  const measure = useExplorer((state) => state.spec.measure);
  const overlay = useCallback(
    (frame: ChartFrame) =>
      chip === null ? null : (
        <>
          <VddAxis frame={frame} rows={chip.rows} />
          <ChipMarks frame={frame} rows={chip.rows} />
        </>
      ),
    [chip],
  );
  const comparisons = useMemo(
    () =>
      chip === null
        ? []
        : series.map(({ label, spec, curve, baseline }) => ({
            label,
            comparison: compareWithChip(chip, curve, lossOrigin(spec, baseline)),
          })),
    [chip, series],
  );
  return (
    <div className="comparison">
      <p className="finding comparison-headline tabular">
        {chip === null || measure !== 'top1'
          ? t`Open measurements of a chip to compare them with the simulation. The paper reports an average difference of 12 % for its own chip.`
          : chipSentence(chip.name, comparisons).replaceAll(' %', '\u00a0%')}
      </p>
      {measure !== 'top1' && (
        <p className="problem">
          {t`A chip’s table has classification errors. They cannot be compared with this measure: ${errorClause(measure)}. Choose the top-1 error.`}
        </p>
      )}
      <ChipPicker />
      <SeriesFigure
        title={t`Error by sign encoding`}
        series={series}
        lookOf={lookOf}
        overlay={overlay}
        more={chip !== null && <ChipLegend name={chip.name} count={chip.rows.length} />}
      />
      {chip !== null && (
        <section className="panel" aria-labelledby="rows-title">
          <div className="panel-head">
            <h2 id="rows-title">{t`${chip.name}, row by row`}</h2>
            <ExportButton />
          </div>
          <ChipTableView comparisons={comparisons} />
        </section>
      )}
      <div className="comparison-pair">
        <section className="panel" aria-labelledby="chip-title">
          <h2 id="chip-title">{t`Format of the table`}</h2>
          <ChipFormat />
        </section>
        <section className="panel" aria-labelledby="silicon-title">
          <h2 id="silicon-title">{t`How they are compared`}</h2>
          <Network />
          <div className="stack note">
            <p>
              {t`The average difference is the mean of |simulated − chip| / chip over all rows. The difference in
              points stands beside it. The paper does not define its average of 12 %. Between two simulated
              rates, the simulated error is read off the drawn curve: a cubic interpolation of log loss over
              log rate. A row at rate 0 is compared with the fault-free error. Rows outside the simulated
              rates are not compared.`}
            </p>
            <p>
              {t`The paper’s chip stores weights as sign-magnitude. The paper’s code stores them as two’s
              complement, where a flipped sign bit moves a word by half its range. Both are simulated here.
              Simulated faults are uniform and independent. Faults in a real memory need not be.`}
            </p>
          </div>
        </section>
      </div>
    </div>
  );
}

function ChipLegend({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <ul className="legend series-more">
      <li>
        <svg className="series-c" width="28" height="14" aria-hidden="true">
          <path className="series-mark" d={markPath('square', 14, 7, 4.5)} />
        </svg>
        {count === 1 ? t`${name}, measured, 1 row` : t`${name}, measured, ${count} rows`}
      </li>
    </ul>
  );
}

/**
 * Note about the network: the paper's chip runs one of its own, with faults in its weights only.
 */
function Network() {
  const model = useExplorer(selectModel);
  const structures = useExplorer((state) => state.spec.structures);
  const chooseModel = useExplorer((state) => state.chooseModel);
  return (
    <>
      {model.id !== CHIP_MODEL && (
        <div className="row">
          <button type="button" className="button" onClick={() => chooseModel(CHIP_MODEL)}>
            {t`Use the network of the paper’s chip`}
          </button>
          <span className="note">{t`three layers of 256 instead of ${model.title}`}</span>
        </div>
      )}
      {structures.join() !== 'weights' && (
        <p className="note">
          {t`This experiment faults ${structuresTitle(structures)}; on the paper’s chip only the weights’ memory
          does.`}
        </p>
      )}
    </>
  );
}
