import { type PointerEvent, useState } from 'react';
import { t } from '../../core/language/t';
import { wordBits } from '../../core/words/numberFormat';
import { formatQFormat, type QFormat, type WordEncoding } from '../../core/words/qformat';

interface FormatRulerProps {
  readonly format: QFormat;
  /** Encodings of the words in this format; those with a sign come first. */
  readonly encodings: readonly WordEncoding[];
  /** Bit positions that may flip, counted from the top bit; null for all. */
  readonly bitPositions: readonly number[] | null;
  readonly onChange: (format: QFormat) => void;
}

/**
 * Row of one cell per stored bit: sign, integer bits and fraction bits. Dragging moves the binary
 * point; number fields beside it do so for the keyboard. `onChange` is called when the pointer is
 * released, because each change starts a new experiment.
 */
export function FormatRuler({ format, encodings, bitPositions, onChange }: FormatRulerProps) {
  const [draft, setDraft] = useState<QFormat | null>(null);
  const shown = draft ?? format;
  const width = wordBits(format);
  const formatAt = (event: PointerEvent<HTMLElement>): QFormat => {
    const box = event.currentTarget.getBoundingClientRect();
    const cells = Math.round(((event.clientX - box.left) / box.width) * width);
    const integerBits = Math.min(width, Math.max(1, cells));
    return { integerBits, fractionBits: width - integerBits };
  };
  return (
    <div
      className={width > 16 ? 'ruler ruler-wide' : 'ruler'}
      role="img"
      aria-label={rulerLabel(format, encodings, bitPositions)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDraft(format);
      }}
      onPointerMove={(event) => {
        if (draft !== null) setDraft(formatAt(event));
      }}
      onPointerUp={() => {
        if (draft !== null && draft.integerBits !== format.integerBits) onChange(draft);
        setDraft(null);
      }}
      onPointerCancel={() => setDraft(null)}
    >
      {Array.from({ length: width }, (_, bit) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place
        <span key={bit} className={`cell ${cellKind(bit, shown, encodings, bitPositions)}`}>
          {bit === 0 && hasSign(encodings) ? 's' : bit < shown.integerBits ? 'i' : 'f'}
          {bit === shown.integerBits - 1 && <span className="binary-point" />}
        </span>
      ))}
    </div>
  );
}

function hasSign(encodings: FormatRulerProps['encodings']): boolean {
  return encodings[0] !== 'unsigned';
}

function rulerLabel(
  format: QFormat,
  encodings: FormatRulerProps['encodings'],
  bitPositions: FormatRulerProps['bitPositions'],
): string {
  const { integerBits, fractionBits } = format;
  const isMixed = hasSign(encodings) && encodings.includes('unsigned');
  const sign = isMixed ? t`one sign bit (after ReLU an integer bit)` : t`one sign bit`;
  const parts = [
    hasSign(encodings) ? sign : t`no sign bit`,
    integerText(hasSign(encodings) ? integerBits - 1 : integerBits),
    fractionBits === 1 ? t`${fractionBits} fraction bit` : t`${fractionBits} fraction bits`,
  ];
  const chosen = bitPositions?.filter((position) => position < wordBits(format));
  const only = chosen === undefined ? [] : [onlyText(chosen, encodings.includes('unsigned'))];
  return [`${formatQFormat(format)}: ${parts.join(', ')}`, ...only].join('; ');
}

function integerText(bits: number): string {
  return bits === 1 ? t`${bits} integer bit` : t`${bits} integer bits`;
}

function onlyText(chosen: readonly number[], isFromTop: boolean): string {
  const list = chosen.join(', ');
  if (chosen.length === 0) return t`none of the chosen bits is among them`;
  if (chosen.length === 1)
    return isFromTop ? t`only bit ${list} from the top may flip` : t`only bit ${list} from the sign may flip`;
  return isFromTop ? t`only bits ${list} from the top may flip` : t`only bits ${list} from the sign may flip`;
}

function cellKind(
  bit: number,
  { integerBits }: QFormat,
  encodings: FormatRulerProps['encodings'],
  bitPositions: FormatRulerProps['bitPositions'],
): string {
  const fixed = bitPositions === null || bitPositions.includes(bit) ? '' : ' cell-still';
  const last = bit === integerBits - 1 ? ' cell-last' : '';
  const kind =
    bit === 0 && hasSign(encodings) ? 'cell-sign' : bit < integerBits ? 'cell-integer' : 'cell-fraction';
  return kind + last + fixed;
}
