import { formatQFormat } from '../../core/words/qformat';
import { formatBerGrid, gridBers } from '../sweep/berGrid';
import { formatPlanes } from './checkPlanes';
import type { ExperimentSpec } from './experimentSpec';

/** A spec as every file of results has it: format `Q2.6`, grid `1e-6:1e-1:4`, and the grid's rates. */
export type ReadableSpec = Omit<ExperimentSpec, 'format' | 'activationFormat' | 'bers' | 'planes'> & {
  readonly format: string;
  readonly activationFormat: string;
  /** `all`, or positions from 0, the top bit, such as `0,1`. */
  readonly planes: string;
  readonly bers: string;
  readonly rates: readonly number[];
};

/** Writes a spec as people write it. */
export function readableSpec(spec: ExperimentSpec): ReadableSpec {
  return {
    ...spec,
    format: formatQFormat(spec.format),
    activationFormat: formatQFormat(spec.activationFormat),
    planes: formatPlanes(spec.planes),
    bers: formatBerGrid(spec.bers),
    rates: gridBers(spec.bers),
  };
}
