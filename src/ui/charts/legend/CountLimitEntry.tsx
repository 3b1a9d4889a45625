import { t } from '../../../core/language/t';
import { footPath, NoFlips } from '../marks/CountLimitMarks';
import { type CountLimits, footRates } from '../marks/countLimits';

interface CountLimitEntryProps {
  /** Limits of each plot's series. */
  readonly plots: readonly (readonly CountLimits[])[];
  /** False if the plots have no marks on their axes. */
  readonly feet?: boolean;
}

const WORDS = {
  get none() {
    return t`fixed count: no bit flips here`;
  },
  get foot() {
    return t`fixed count: the first bit of a layer flips here`;
  },
};

/**
 * Draws legend entries for the limits of a fixed count: one per kind of mark, however many layers.
 */
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

/** Draws the same entries as one SVG line, upper left corner at the origin, 14 pixels high. */
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

/** Returns the kinds of marks that are drawn: hatched area, foot mark, both or none. */
function countLimitKinds(
  plots: readonly (readonly CountLimits[])[],
  feet: boolean,
): readonly (keyof typeof WORDS)[] {
  const hasNone = plots.some((limits) => limits.some(({ none }) => none !== null));
  const hasFeet = plots.some((limits) => limits.some((one) => footRates(one, limits).length > 0));
  return [...(hasNone ? (['none'] as const) : []), ...(feet && hasFeet ? (['foot'] as const) : [])];
}

/** Draws a mark as in the charts, in 24 × 14 pixels. */
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
