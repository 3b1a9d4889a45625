import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { isDynamic } from '../../core/site/siteTensors';
import { formatQFormat } from '../../core/words/qformat';
import { formatBerGrid } from '../sweep/berGrid';
import { formatPlanes } from './checkPlanes';
import { dataTitle, weightsTitle } from './dataId';
import { flipRule, rateRule } from './drawRule';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';
import { structuresTitle } from './siteTitle';

/** How people read each setting, empty where it is not felt; what is not here never tells two experiments apart on its own. */
const READERS: readonly ((spec: ExperimentSpec) => string)[] = [
  (spec) => checkModel(spec.model).title,
  (spec) => `on ${dataTitle(spec.data, checkModel(spec.model).dataKind)}`,
  (spec) => `weights of ${weightsTitle(spec.weights, checkModel(spec.model).dataKind)}`,
  (spec) => structuresTitle(spec.structures),
  (spec) => (spec.structures.every(isDynamic) ? '' : formatQFormat(spec.format)),
  (spec) => {
    if (!spec.structures.some(isDynamic)) return '';
    const format = formatQFormat(spec.activationFormat);
    return spec.structures.every(isDynamic) ? format : `${format} activations`;
  },
  (spec) => (spec.planes === null ? 'every bit' : `bits ${formatPlanes(spec.planes)}`),
  (spec) => (spec.structures.some(isDynamic) ? `${spec.lifetime} faults` : ''),
  (spec) => {
    const signed = spec.encoding === 'signMagnitude' ? 'sign-magnitude' : "two's complement";
    return hasUnsignedWords(spec) ? `${signed}, unsigned after ReLU` : signed;
  },
  (spec) =>
    spec.layers.length === checkModel(spec.model).layers.length ? 'all layers' : spec.layers.join(', '),
  (spec) => `${spec.images.toLocaleString('en')} ${sampleNoun(checkModel(spec.model).dataKind)}s`,
  (spec) => `seed ${spec.seed.toString(16).padStart(8, '0')}`,
  (spec) => rateRule([spec]),
  (spec) => flipRule([spec]),
  (spec) => formatBerGrid(spec.bers),
];

/** What `spec` says in the settings in which it differs from `other`: `Q2.6, all layers`. Empty when nothing differs. */
export function describeDifference(spec: ExperimentSpec, other: ExperimentSpec): string {
  return READERS.filter((read) => read(spec) !== read(other))
    .map((read) => read(spec))
    .filter((text) => text !== '')
    .join(', ');
}
