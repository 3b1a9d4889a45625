import { useCallback, useMemo } from 'react';
import { compareWithChip } from '../../../experiment/chip/chipComparison';
import { lossOrigin } from '../../../experiment/curve/curve';
import { structuresTitle } from '../../../experiment/settings/siteTitle';
import { chipSentence } from '../../../experiment/text/chipWords';
import { selectModel } from '../../../store/selectors/selectors';
import { selectSeries } from '../../../store/selectors/seriesSelectors';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { VddAxis } from '../../charts/frame/VddAxis';
import { ChipMarks } from '../../charts/marks/ChipMarks';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { markPath } from '../../charts/marks/markPath';
import { SeriesFigure } from '../../charts/SeriesFigure';
import { useExplorer } from '../../hooks/useExplorer';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import { ChipFormat } from './ChipFormat';
import { ChipPicker } from './ChipPicker';
import { ChipTableView } from './ChipTableView';

const lookOf = (id: string): SeriesLook => (id === 'twosComplement' ? 'a' : 'b');
/** The network of the chip that the paper measured. */
const CHIP_MODEL = 'chip-net';

/** A measured chip laid over the simulation, in both ways to store a sign (Ares, Sec. 3.3 and Fig. 2). */
export function ChipTab() {
  const series = useExplorer(selectSeries);
  const chip = useExplorer((state) => state.chip);
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
        {chip === null
          ? 'Bring the measurement of a chip to see how far simulation and silicon are apart. The paper found 12 % on average for its own.'
          : chipSentence(chip.name, comparisons).replaceAll(' %', '\u00a0%')}
      </p>
      <ChipPicker />
      <SeriesFigure
        title="Error by the way a sign is stored"
        series={series}
        lookOf={lookOf}
        overlay={overlay}
        more={chip !== null && <ChipLegend name={chip.name} count={chip.rows.length} />}
      />
      {chip !== null && (
        <section className="panel" aria-labelledby="rows-title">
          <h2 id="rows-title">{chip.name}, row by row</h2>
          <ChipTableView comparisons={comparisons} />
        </section>
      )}
      <div className="comparison-pair">
        <section className="panel" aria-labelledby="chip-title">
          <h2 id="chip-title">What the table holds</h2>
          <ChipFormat />
        </section>
        <section className="panel" aria-labelledby="silicon-title">
          <h2 id="silicon-title">What is compared</h2>
          <Network />
          <div className="stack note">
            <p>
              The average is that of |simulated − chip| / chip over the rows, each counted once, with the
              distance in points beside it; the paper does not say what its 12 % is an average of. Between two
              simulated rates the mean runs along the curve that is drawn and that ticks are read off, a cubic
              of the logarithm of what is lost over that of the rate; rate 0 is the error without faults;
              beyond the first and the last nothing is taken.
            </p>
            <p>
              The chip of the paper stores weights as sign and magnitude, the code of the paper as two’s
              complement, where a flipped sign bit moves a word by half its range: both are simulated. Faults
              of a real memory need not be uniform and independent as these are.
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
        {name}, measured, {count} row{count === 1 ? '' : 's'}
      </li>
    </ul>
  );
}

/** The paper's chip runs a network of its own, and only its weights fault. */
function Network() {
  const model = useExplorer(selectModel);
  const structures = useExplorer((state) => state.spec.structures);
  const chooseModel = useExplorer((state) => state.chooseModel);
  return (
    <>
      {model.id !== CHIP_MODEL && (
        <div className="row">
          <button type="button" className="button" onClick={() => chooseModel(CHIP_MODEL)}>
            Use the network of the paper’s chip
          </button>
          <span className="note">three layers of 256 instead of {model.title}</span>
        </div>
      )}
      {structures.join() !== 'weights' && (
        <p className="note">
          This experiment faults {structuresTitle(structures)}; on the paper’s chip only the weights’ memory
          does.
        </p>
      )}
    </>
  );
}
