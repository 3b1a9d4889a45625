import { checkModel } from '../../core/network/catalog';
import { type ModelDescription, modelMultiplyAdds } from '../../core/network/model';
import { type Measure, measureFor } from '../../core/samples/measure';
import { isDynamic } from '../../core/site/siteTensors';
import { parseQFormat } from '../../core/words/qformat';
import { changeSite } from './changeSite';
import { NO_STEPS } from './checkPreprocessing';
import { hasStructure } from './checkStructures';
import { defaultWeights } from './dataId';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';

/**
 * Multiply-adds of one trial that decide the number of images of a model's first experiment. They
 * take half a second to a second of one worker, so two workers run 30 trials at each of 21 BERs
 * within minutes.
 */
const TRIAL_MULTIPLY_ADDS = 5e9;
const IMAGE_STEPS = [1000, 500, 200];
/**
 * Fewest images of a first experiment. With fewer, the error is too imprecise. Photographs take
 * about a second each, so 10 must suffice.
 */
const FEWEST_IMAGES = { digits: 100, pictures: 100, speech: 100, photos: 10, text: 100, own: 10 };

/**
 * Returns the first experiment of a model. Settings that do not depend on the model are kept from
 * `spec`. Throws SpecError for an unknown id.
 */
export function specOfModel(id: string, spec: ExperimentSpec): ExperimentSpec {
  const model = checkModel(id);
  const data = model.dataKind === 'photos' ? 'imagenet' : 'generated';
  const isOwn = model.dataKind === 'own';
  const structures = spec.structures.filter((structure) => hasStructure(model, structure));
  const affordable = TRIAL_MULTIPLY_ADDS / modelMultiplyAdds(model);
  const site = {
    structures: structures.length > 0 ? structures : DEFAULT_SPEC.structures,
    format: parseQFormat(model.weightFormat),
    activationFormat: parseQFormat(model.activationFormat),
  };
  return {
    ...spec,
    ...changeSite(spec, site),
    model: model.id,
    lifetime: site.structures.some(isDynamic) ? spec.lifetime : DEFAULT_SPEC.lifetime,
    data,
    weights: defaultWeights(data, model),
    preprocessing: isOwn ? NO_STEPS : '',
    layers: model.layers.map(({ name }) => name),
    measure: startMeasure(spec.measure, model),
    numSamples: IMAGE_STEPS.find((images) => images <= affordable) ?? FEWEST_IMAGES[model.dataKind],
  };
}

/**
 * Returns the measure of a network's first experiment: top-5 error stays. Others are not kept,
 * because samples without labels or outputs that are no scores may have led to them.
 */
function startMeasure(before: Measure, model: ModelDescription): Measure {
  return measureFor(before === 'top5' ? before : DEFAULT_SPEC.measure, model, true);
}
