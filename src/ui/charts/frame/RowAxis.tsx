import { memo } from 'react';
import { t } from '../../../core/language/t';
import { useExplorer } from '../../hooks/useExplorer';
import { powerOfTen, scientific } from '../../text/format';
import type { RowScale } from './rowFrame';

/** Height of the axis below the rows, in pixels. */
const AXIS_HEIGHT = 46;

/** Draws the rate axis below the rows that share it, with the rate of the BER cursor. */
export const RowAxis = memo(function RowAxis({
  scale,
  width,
}: {
  readonly scale: RowScale;
  readonly width: number;
}) {
  const ber = useExplorer((state) => state.view.cursorBer);
  const every = (scale.right - scale.left) / scale.decades.length < 40 ? 2 : 1;
  return (
    <svg className="row-axis chart" viewBox={`0 0 ${width} ${AXIS_HEIGHT}`} aria-hidden="true">
      <line className="axis" x1={scale.left} x2={scale.right} y1={0.5} y2={0.5} />
      {scale.decades.map((decade, index) => (
        <g key={decade}>
          <line className="axis" x1={scale(decade)} x2={scale(decade)} y1={0} y2={5} />
          {index % every === 0 && (
            <text className="tick" x={scale(decade)} y={24} textAnchor="middle">
              {powerOfTen(Math.round(Math.log10(decade)))}
            </text>
          )}
        </g>
      ))}
      <text className="axis-title" x={(scale.left + scale.right) / 2} y={41} textAnchor="middle">
        {t`Bit error rate`}
      </text>
      {isWithin(ber, scale) && (
        <path className="cursor-grip" d={`M${scale(ber)} 0l7 10h-14z`}>
          <title>{t`Slider: ${scientific(ber)}`}</title>
        </path>
      )}
    </svg>
  );
});

/** Draws the BER cursor across the rows; nothing if its rate is not on the axis. */
export function RowCursor({ scale }: { readonly scale: RowScale }) {
  const ber = useExplorer((state) => state.view.cursorBer);
  return isWithin(ber, scale) ? (
    <span className="row-cursor" style={{ insetInlineStart: scale(ber) - 0.75 }} />
  ) : null;
}

function isWithin(ber: number, { domain }: RowScale): boolean {
  return ber >= domain.from && ber <= domain.to;
}
