import {
  formatQFormat,
  MAX_WORD_BITS,
  MIN_WORD_BITS,
  parseQFormat,
  type QFormat,
  stepSize,
  valueRange,
  wordBits,
} from '../../core/qformat';
import { selectBaseline, selectModel } from '../../store/selectors';
import { NumberInput } from '../controls/NumberInput';
import { Segmented } from '../controls/Segmented';
import { exact, percent } from '../format';
import { useExplorer } from '../useExplorer';
import { FormatRuler } from './FormatRuler';
import { WeightSpread } from './WeightSpread';
import { type Clipped, clippedShare, joinHistograms } from './weightSpread';

/** The widest of Table 1's types: the paper's Figure 3 gives it to every model. */
const COMMON_PRESET = 'Q3.13';
/** Loss by the type alone, in shares, from which the page warns: 0.05 points. */
const COSTLY = 0.0005;

/** The stored type of a weight: where the point stands, what that can hold, and what it costs before any fault. */
export function FormatPanel() {
  const { weightFormat } = useExplorer(selectModel);
  const format = useExplorer((state) => state.spec.format);
  const encoding = useExplorer((state) => state.spec.encoding);
  const layers = useExplorer((state) => state.spec.layers);
  const histograms = useExplorer((state) => state.weightHistograms);
  const edit = useExplorer((state) => state.edit);
  const setFormat = (next: QFormat) => edit({ format: next });
  const { integerBits, fractionBits } = format;
  const range = valueRange(format, encoding);
  const joined = joinHistograms(histograms, layers);
  return (
    <section className="panel" aria-labelledby="format-title">
      <div className="panel-head">
        <h2 id="format-title">Data type</h2>
        <span className="tabular">
          <strong>{formatQFormat(format)}</strong> <span className="muted">{wordBits(format)} bits</span>
        </span>
      </div>
      <FormatRuler format={format} onChange={setFormat} />
      <div className="pair">
        <NumberInput
          label="Integer, with sign"
          value={integerBits}
          min={Math.max(1, MIN_WORD_BITS - fractionBits)}
          max={MAX_WORD_BITS - fractionBits}
          onCommit={(bits) => setFormat({ integerBits: bits, fractionBits })}
        />
        <NumberInput
          label="Fraction"
          value={fractionBits}
          min={Math.max(0, MIN_WORD_BITS - integerBits)}
          max={MAX_WORD_BITS - integerBits}
          onCommit={(bits) => setFormat({ integerBits, fractionBits: bits })}
        />
      </div>
      <div className="row">
        {[...new Set([weightFormat, COMMON_PRESET])].map((preset) => (
          <button
            key={preset}
            type="button"
            className="button"
            aria-pressed={preset === formatQFormat(format)}
            onClick={() => setFormat(parseQFormat(preset))}
          >
            {preset}
          </button>
        ))}
      </div>
      <Segmented
        label="Sign stored as"
        showLabel
        value={encoding}
        options={[
          ['twosComplement', 'Two’s complement'],
          ['signMagnitude', 'Sign-magnitude'],
        ]}
        onChange={(next) => edit({ encoding: next })}
      />
      <WeightSpread histogram={joined} min={range.min} max={range.max} />
      <dl className="facts tabular">
        <dt>Range</dt>
        <dd>
          {exact(range.min)} to {shortValue(range.max)}
        </dd>
        <dt>Step</dt>
        <dd>{fractionBits === 0 ? '1' : `1/${1 / stepSize(format)}`}</dd>
        <dt>Weights clipped</dt>
        <dd>{joined === null ? 'not known yet' : clippedText(clippedShare(joined, range))}</dd>
        <TypeCost />
      </dl>
    </section>
  );
}

/** Float and quantised error without any fault, with a warning where the type alone costs accuracy. */
function TypeCost() {
  const baseline = useExplorer(selectBaseline);
  const format = useExplorer((state) => state.spec.format);
  const float = baseline === null ? null : baseline.float.wrong / baseline.float.total;
  const quantized = baseline === null ? null : baseline.quantized.wrong / baseline.quantized.total;
  const costly = float !== null && quantized !== null && quantized - float >= COSTLY;
  return (
    <>
      <dt>Error as float</dt>
      <dd>{float === null ? '–' : percent(float)}</dd>
      <dt>Error as {formatQFormat(format)}</dt>
      <dd>{quantized === null ? '–' : percent(quantized)}</dd>
      {costly && (
        <dd className="warning">
          The type alone costs {((quantized - float) * 100).toFixed(2)} points. Losses are counted from the
          quantised line.
        </dd>
      )}
    </>
  );
}

function clippedText({ share, exact }: Clipped): string {
  return `${exact ? '' : 'about '}${percent(share)}`;
}

/** Exact where that is short, else four decimals. */
function shortValue(value: number): string {
  const text = exact(value);
  return text.length <= 7 ? text : exact(Number(value.toFixed(4)));
}
