import type { Structure } from '../../core/model';
import { formatQFormat } from '../../core/qformat';
import { isDynamic } from '../../core/siteTensors';
import { formatPlanes } from './checkPlanes';
import type { ExperimentSpec } from './experimentSpec';

const STRUCTURE_TITLES: Record<Structure, string> = {
  weights: 'weights',
  biases: 'biases',
  activations: 'activations',
  hiddenState: 'hidden state',
};

/** What people read for structures: `weights`, `weights, biases and hidden state`. */
export function structuresTitle(structures: readonly Structure[]): string {
  const titles = structures.map((structure) => STRUCTURE_TITLES[structure]);
  const last = titles.pop() ?? '';
  return titles.length === 0 ? last : `${titles.join(', ')} and ${last}`;
}

/** Structures with their types and what else narrows them: `Q2.6 weights and Q5.3 activations, only sign bits, transient faults`. */
export function siteTitle(spec: ExperimentSpec): string {
  const structures = spec.structures.map((structure) => {
    const format = isDynamic(structure) ? spec.activationFormat : spec.format;
    return `${formatQFormat(format)} ${STRUCTURE_TITLES[structure]}`;
  });
  const planes = formatPlanes(spec.planes);
  const only = planes === '0' ? 'sign bits' : `bits ${planes} counted from the sign`;
  const bits = spec.planes === null ? '' : `, only ${only}`;
  const lifetime = spec.structures.some(isDynamic) ? `, ${spec.lifetime} faults` : '';
  return `${structures.join(' and ')}${bits}${lifetime}`;
}
