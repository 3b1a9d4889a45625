import { formatQFormat, type QFormat } from '../../core/qformat';

/** One cell per stored bit: sign, integer bits, the point, fraction bits. */
export function FormatRuler({ format }: { readonly format: QFormat }) {
  const { integerBits, fractionBits } = format;
  const wide = integerBits + fractionBits > 16;
  return (
    <div
      className={wide ? 'ruler ruler-wide' : 'ruler'}
      role="img"
      aria-label={`${formatQFormat(format)}: one sign bit, ${integerBits - 1} integer bits, ${fractionBits} fraction bits`}
    >
      {Array.from({ length: integerBits }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place
        <span key={index} className={index === 0 ? 'cell cell-sign' : 'cell cell-integer'}>
          {index === 0 ? 's' : 'i'}
        </span>
      ))}
      <span className="binary-point" />
      {Array.from({ length: fractionBits }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place
        <span key={index} className="cell cell-fraction">
          f
        </span>
      ))}
    </div>
  );
}
