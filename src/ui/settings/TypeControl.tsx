import { Fragment, type ReactNode } from 'react';
import { t } from '../../core/language/t';
import {
  formatText,
  isFixedPoint,
  type NumberFormat,
  parseNumberFormat,
  wordBits,
} from '../../core/words/numberFormat';
import {
  MAX_WORD_BITS,
  MIN_WORD_BITS,
  type QFormat,
  stepSize,
  valueRange,
  type WordEncoding,
} from '../../core/words/qformat';
import { NumberInput } from '../controls/NumberInput';
import { TextInput } from '../controls/TextInput';
import { exact } from '../text/format';
import { CodedRuler } from './CodedRuler';
import { codedFacts } from './codedFacts';
import { FormatRuler } from './FormatRuler';
import type { TypePreset } from './typePresets';

interface TypeControlProps {
  readonly format: NumberFormat;
  /** Label of the field for the name of a type, with examples. */
  readonly label: string;
  /** Returns the format if the words can have it. Throws an Error with a message for the reader. */
  readonly check: (format: NumberFormat) => NumberFormat;
  /** Encodings of the words in this format; those with a sign come first. */
  readonly encodings: readonly WordEncoding[];
  readonly bitPositions: readonly number[] | null;
  readonly presets: readonly TypePreset[];
  /** Sentence about the fault-free loss of the presets; null if it is not known. */
  readonly costs: string | null;
  readonly onChange: (format: NumberFormat) => void;
  /** Histogram of the values to be stored, or null. */
  readonly spread: ReactNode;
  /** Row about the share of values outside the representable range. */
  readonly clipped: readonly [term: string, share: string];
}

/** Editor of one number format: its bits, fields and presets, with range and step. */
export function TypeControl({
  format,
  label,
  check,
  encodings,
  bitPositions,
  presets,
  costs,
  onChange,
  spread,
  clipped,
}: TypeControlProps) {
  return (
    <>
      {isFixedPoint(format) ? (
        <FixedPoint format={format} encodings={encodings} bitPositions={bitPositions} onChange={onChange} />
      ) : (
        <CodedRuler format={format} bitPositions={bitPositions} />
      )}
      <TextInput
        label={label}
        text={formatText(format)}
        parse={(text) => check(parseNumberFormat(text))}
        onCommit={onChange}
      />
      <div className="row">
        {presets.map((preset) => (
          <button
            key={preset.format}
            type="button"
            className="button"
            aria-pressed={preset.format === formatText(format)}
            onClick={() => onChange(parseNumberFormat(preset.format))}
          >
            {preset.format}
            {preset.name !== '' && <small className="muted"> {preset.name}</small>}
          </button>
        ))}
      </div>
      {costs !== null && <p className="note tabular">{costs}</p>}
      {spread}
      <dl className="facts tabular">
        {isFixedPoint(format) ? (
          <FixedPointFacts format={format} encodings={encodings} />
        ) : (
          codedFacts(format).map(([term, text]) => (
            <Fragment key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </Fragment>
          ))
        )}
        <dt>{clipped[0]}</dt>
        <dd>{clipped[1]}</dd>
      </dl>
    </>
  );
}

interface FixedPointProps extends Pick<TypeControlProps, 'encodings' | 'bitPositions'> {
  readonly format: QFormat;
  readonly onChange: (format: QFormat) => void;
}

/** Ruler and number fields of a fixed-point format. */
function FixedPoint({ format, encodings, bitPositions, onChange }: FixedPointProps) {
  const { integerBits, fractionBits } = format;
  return (
    <>
      <FormatRuler format={format} encodings={encodings} bitPositions={bitPositions} onChange={onChange} />
      <div className="pair">
        <NumberInput
          label={encodings[0] === 'unsigned' ? t`Integer` : t`Integer, with sign`}
          value={integerBits}
          min={Math.max(1, MIN_WORD_BITS - fractionBits)}
          max={MAX_WORD_BITS - fractionBits}
          onCommit={(bits) => onChange({ integerBits: bits, fractionBits })}
        />
        <NumberInput
          label={t`Fraction`}
          value={fractionBits}
          min={Math.max(0, MIN_WORD_BITS - integerBits)}
          max={MAX_WORD_BITS - integerBits}
          onCommit={(bits) => onChange({ integerBits, fractionBits: bits })}
        />
      </div>
    </>
  );
}

/** Range and step of a fixed-point format. */
function FixedPointFacts({ format, encodings }: Pick<FixedPointProps, 'format' | 'encodings'>) {
  const ranges = encodings.map((encoding) => {
    const { min, max } = valueRange(format, encoding);
    return t`${exact(min)} to ${shortValue(max)}`;
  });
  return (
    <>
      <dt>{t`Range`}</dt>
      <dd>
        {ranges[0]}
        {ranges[1] !== undefined && (
          <>
            , <span className="facts-part">{t`after ReLU ${ranges[1]}`}</span>
          </>
        )}
      </dd>
      <dt>{t`Step`}</dt>
      <dd>{format.fractionBits === 0 ? '1' : `1/${1 / stepSize(format)}`}</dd>
    </>
  );
}

/** Name of a number format with its width: `Q2.6 8 bits`. */
export function TypeName({ format }: { readonly format: NumberFormat }) {
  return (
    <span className="tabular">
      <strong>{formatText(format)}</strong> <span className="muted">{t`${wordBits(format)} bits`}</span>
    </span>
  );
}

/** Formats a value exactly in up to 7 characters, else rounded to four decimals. */
function shortValue(value: number): string {
  const text = exact(value);
  return text.length <= 7 ? text : exact(Number(value.toFixed(4)));
}
