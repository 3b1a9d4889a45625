import type { NumberFormat } from '../../core/words/numberFormat';
import { formatText } from '../../core/words/numberFormat';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { type Series, withItsBitPositions } from './series';

/**
 * Returns the reader's experiment with each type of weights, its own type first. Left out: types
 * without any of the chosen bit positions, and all others if no weights may be faulty.
 */
export function candidateSeries(spec: ExperimentSpec, types: readonly NumberFormat[]): readonly Series[] {
  const own = formatText(spec.format);
  const others = spec.structures.includes('weights') ? types : [];
  return [
    { id: own, label: own, spec },
    ...others
      .map((format) => ({ format, id: formatText(format) }))
      .filter(({ id }) => id !== own)
      .flatMap(({ format, id }) => withItsBitPositions({ id, label: id, spec: { ...spec, format } })),
  ];
}
