import { footPath, NoFlips } from '../marks/CountLimitMarks';
import { type CountLimits, footRates } from '../marks/countLimits';

interface CountLimitEntryProps {
  /** Of the series of each plot that the legend is for. */
  readonly plots: readonly (readonly CountLimits[])[];
  /** False where the plots have no marks on their axes. */
  readonly feet?: boolean;
}

const WORDS = {
  none: 'a fixed count flips no bit here',
  foot: 'a fixed count flips the first bit of a layer',
};

/** What the limits of a fixed count mean in a legend: an entry for each mark that is drawn, whatever the number of layers. */
export function CountLimitEntry({ plots, feet = true }: CountLimitEntryProps) {
  return countLimitKinds(plots, feet).map((kind) => (
    <li key={kind}>
      <svg className="swatch" width="24" height="14" aria-hidden="true">
        <CountLimitSwatch kind={kind} />
      </svg>
      {WORDS[kind]}
    </li>
  ));
}

/** The same as a line of a drawing that stands alone, its upper left corner at the origin, 14 pixels high. */
export function CountLimitLine({ plots, feet = true }: CountLimitEntryProps) {
  return countLimitKinds(plots, feet).map((kind, index) => (
    <g key={kind} className="swatch" transform={`translate(${index * 290} 0)`}>
      <CountLimitSwatch kind={kind} />
      <text x={32} y={7} dy="0.34em">
        {WORDS[kind]}
      </text>
    </g>
  ));
}

/** The marks that are drawn for limits: a hatched area, a foot mark, both or neither. */
function countLimitKinds(
  plots: readonly (readonly CountLimits[])[],
  feet: boolean,
): readonly (keyof typeof WORDS)[] {
  const hasNone = plots.some((limits) => limits.some(({ none }) => none !== null));
  const hasFeet = plots.some((limits) => limits.some((one) => footRates(one, limits).length > 0));
  return [...(hasNone ? (['none'] as const) : []), ...(feet && hasFeet ? (['foot'] as const) : [])];
}

/** A mark as the charts draw it, in 24 × 14 pixels. */
function CountLimitSwatch({ kind }: { readonly kind: keyof typeof WORDS }) {
  if (kind === 'none') return <NoFlips x={SWATCH_AXIS} below={1} top={2} bottom={12} />;
  return (
    <>
      <path className="axis" d="M1 4H23" />
      <path className="count-foot" d={footPath(12, 4)} />
    </>
  );
}

const SWATCH_AXIS = Object.assign((ber: number) => 1 + 22 * ber, { domain: { from: 0, to: 1 } });
