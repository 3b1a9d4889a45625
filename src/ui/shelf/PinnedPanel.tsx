import { useMemo, useState } from 'react';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { difference, type PairedRun } from '../../experiment/curve/difference';
import type { View } from '../../experiment/link/view';
import { errorCell } from '../../experiment/text/errorCells';
import { isPercent } from '../../experiment/text/errorWords';
import { errorTitle } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { refuse } from '../../store/notices';
import { selectTrials } from '../../store/selectors/selectors';
import { type PinnedCurve, selectNameAmongPins, selectPins } from '../../store/selectors/selectPins';
import { readCurve } from '../charts/cursor/reading';
import { rateFactor } from '../charts/frame/rateAxis';
import { markPath } from '../charts/marks/markPath';
import { PIN_SHAPES } from '../charts/marks/PinnedCurves';
import { ExportButton } from '../export/ExportButton';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import { scientific } from '../text/format';
import { placeText } from '../text/placeText';
import { DifferenceFigure } from './DifferenceFigure';
import './pins.css';
import './pinned.css';

/** Names the pinned runs with their values at the cursor, and subtracts two runs. */
export function PinnedPanel() {
  const store = useExplorerStore();
  const pins = useExplorer(selectPins);
  const shelf = useExplorer((state) => state.shelf);
  const { cursorBer: ber, rateAxis } = useExplorer((state) => state.view);
  const spec = useExplorer((state) => state.spec);
  const screen = { spec, view: { rateAxis } };
  const unpin = (key: string) => shelf?.unpin(key).catch((error: unknown) => refuse(store, 'shelf', error));
  return (
    <section className="panel pinned" aria-labelledby="pinned-title">
      <div className="panel-head">
        <h2 id="pinned-title">{t`Pinned runs`}</h2>
        <span className="muted tabular">
          {t`Mean error at ${placeText(ber, rateAxis, spec)}. Dashed lines stay until you unpin them.`}
        </span>
        <ExportButton />
      </div>
      <ul className="pinned-list">
        {pins.map((pin) => (
          <li key={pin.key} className={`pin pin-${pin.place}`}>
            <Swatch place={pin.place} />
            <span className="pinned-name">{pin.name}</span>
            <span className="muted tabular">
              {pin.isOwn ? `${t`on screen`} · ` : ''}
              {valueText(pin, ber / rateFactor(screen, pin.spec), rateAxis)} ·{' '}
              {checkModel(pin.spec.model).title}, n = {grouped(pin.spec.trials)}
            </span>
            <button type="button" className="button" onClick={() => unpin(pin.key)}>
              {t`Unpin`}
            </button>
          </li>
        ))}
      </ul>
      <DifferencePart pins={pins} />
    </section>
  );
}

/** Subtracts two runs that the reader chooses: the experiment on screen, or a pinned one. */
function DifferencePart({ pins }: { readonly pins: readonly PinnedCurve[] }) {
  const spec = useExplorer((state) => state.spec);
  const ownName = useExplorer(selectNameAmongPins);
  const own = useExplorer(selectTrials);
  const runs = useMemo((): readonly (PairedRun & { readonly id: string; readonly name: string })[] => {
    const others = pins.filter(({ isOwn }) => !isOwn);
    return [
      { id: '', name: t`${ownName} (on screen)`, spec, results: own },
      ...others.map(({ key, name, ...pin }) => ({ id: key, name, ...pin })),
    ];
  }, [pins, spec, own, ownName]);
  const [chosen, setChosen] = useState<readonly [minuend: string, subtrahend: string]>(['', '']);
  const minuend = runs.find(({ id }) => id === chosen[0]) ?? runs[0]!;
  const others = runs.filter(({ id }) => id !== minuend.id);
  const subtrahend =
    others.find(({ id }) => id === chosen[1]) ??
    others.find((other) => difference(minuend, other).kind === 'paired') ??
    others[0];
  const result = useMemo(() => subtrahend && difference(minuend, subtrahend), [minuend, subtrahend]);
  if (subtrahend === undefined || result === undefined) return null;
  return (
    <div className="difference">
      <h3>{t`Difference, trial by trial`}</h3>
      <p className="difference-choice">
        <Choice
          label={t`Error of`}
          runs={runs}
          value={minuend.id}
          onChange={(id) => setChosen([id, subtrahend.id])}
        />
        <Choice
          label={t`minus error of`}
          runs={others}
          value={subtrahend.id}
          onChange={(id) => setChosen([minuend.id, id])}
        />
      </p>
      {result.kind === 'refused' ? (
        <p className="note">{result.reason}.</p>
      ) : (
        <DifferenceFigure
          points={result.points}
          spec={minuend.spec}
          other={subtrahend.spec}
          label={
            minuend.spec.measure === 'top1'
              ? t`Error of ${minuend.name} minus error of ${subtrahend.name}`
              : t`${errorTitle(minuend.spec.measure)}: ${minuend.name} minus ${subtrahend.name}`
          }
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function Choice({ label, runs, value, onChange }: ChoiceProps) {
  return (
    <label>
      <span className="muted">{label}</span>
      <select className="text" value={value} onChange={(event) => onChange(event.target.value)}>
        {runs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Swatch({ place }: { readonly place: number }) {
  return (
    <svg className="swatch" width="28" height="14" aria-hidden="true">
      <path className="mean" d="M0 7H28" fill="none" />
      <path className="series-mark" d={markPath(PIN_SHAPES[place]!, 14, 7, 4)} />
    </svg>
  );
}

/** States the error at a rate of the run. By flips, the runs are read at different rates. */
function valueText(
  { curve, spec, origin, baseline }: PinnedCurve,
  ber: number,
  rateAxis: View['rateAxis'],
): string {
  const reading = readCurve(ber, curve, spec.bers, origin, baseline, 'live');
  if (reading === null) return t`not measured here`;
  const value = `${reading.between ? '≈ ' : ''}${errorCell(reading.mean, spec.measure)}${isPercent(spec.measure) ? ' %' : ''}`;
  return rateAxis === 'flips' && ber > 0 ? t`${value} at its rate ${scientific(ber)}` : value;
}
