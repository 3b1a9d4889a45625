import { checkModel } from '../../core/network/catalog';
import { modelMultiplyAdds } from '../../core/network/model';
import { isDynamic } from '../../core/site/siteTensors';
import { parseQFormat } from '../../core/words/qformat';
import { changeSite } from './changeSite';
import { hasStructure } from './checkStructures';
import { defaultWeights } from './dataId';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';

/**
 * Multiply-adds that one trial of a model's first experiment takes at most where it may count fewer images: half a second to one
 * of an engine worker, so that two of them have 30 patterns at each of 21 rates in minutes.
 */
const TRIAL_MULTIPLY_ADDS = 5e9;
const IMAGE_STEPS = [1000, 500, 200];
/** Fewer say too little of an error; photographs, whose networks take a second for each, are the exception. */
const FEWEST_IMAGES = { digits: 100, pictures: 100, speech: 100, photos: 10 };

/** The experiment that a model starts with; everything that does not hang on the model is kept from `spec`. */
export function specOfModel(id: string, spec: ExperimentSpec): ExperimentSpec {
  const model = checkModel(id);
  const data = model.dataKind === 'photos' ? 'imagenet' : 'generated';
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
    layers: model.layers.map(({ name }) => name),
    numSamples: IMAGE_STEPS.find((images) => images <= affordable) ?? FEWEST_IMAGES[model.dataKind],
  };
}
