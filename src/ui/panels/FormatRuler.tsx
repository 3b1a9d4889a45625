import { type PointerEvent, useState } from 'react';
import { formatQFormat, type QFormat, wordBits } from '../../core/qformat';

interface FormatRulerProps {
  readonly format: QFormat;
  /** Bit positions that may flip, 0 the sign; null: all. */
  readonly planes: readonly number[] | null;
  readonly onChange: (format: QFormat) => void;
}

/**
 * One cell per stored bit: sign, integer bits, the point, fraction bits. The point can be dragged; the steppers beside do
 * the same for keys. The change is told on release, since each one starts another experiment.
 */
export function FormatRuler({ format, planes, onChange }: FormatRulerProps) {
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
      aria-label={`${formatQFormat(format)}: one sign bit, ${format.integerBits - 1} integer bits, ${format.fractionBits} fraction bits${planes === null ? '' : `; only bits ${planes.join(', ')} from the sign may flip`}`}
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
        <span key={bit} className={`cell ${cellKind(bit, shown, planes)}`}>
          {bit === 0 ? 's' : bit < shown.integerBits ? 'i' : 'f'}
          {bit === shown.integerBits - 1 && <span className="binary-point" />}
        </span>
      ))}
    </div>
  );
}

function cellKind(bit: number, { integerBits }: QFormat, planes: FormatRulerProps['planes']): string {
  const still = planes === null || planes.includes(bit) ? '' : ' cell-still';
  const last = bit === integerBits - 1 ? ' cell-last' : '';
  const kind = bit === 0 ? 'cell-sign' : bit < integerBits ? 'cell-integer' : 'cell-fraction';
  return kind + last + still;
}
