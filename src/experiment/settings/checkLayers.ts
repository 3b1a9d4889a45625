import { SpecError } from '../../core/errors';
import { t } from '../../core/language/t';
import { layerBlocks, type ModelDescription, type Structure } from '../../core/network/model';
import { siteBuffers } from '../../core/site/siteTensors';
import { settingError } from './settingError';

/**
 * Returns the layers in network order. Throws SpecError for an empty list and for an unknown or
 * repeated name.
 */
export function checkLayers(
  layers: readonly string[],
  model: ModelDescription,
  groups = layerBlocks(model),
): readonly string[] {
  const known = model.layers.map(({ name }) => name);
  const blocks = [...groups.keys()].filter((block) => !known.includes(block));
  const names = known.join(', ');
  const wanted =
    blocks.length === 0 ? t`some of ${names}` : t`some of ${names}, or blocks ${blocks.join(', ')}`;
  if (layers.length === 0) {
    throw new SpecError('layers', t`Cannot use an empty list of layers: expected ${wanted}`);
  }
  for (const [index, name] of layers.entries()) {
    if (!known.includes(name)) throw settingError('layers', t`layer`, name, wanted);
    if (layers.indexOf(name) !== index) throw settingError('layers', t`layer`, name, t`each layer once`);
  }
  return known.filter((name) => layers.includes(name));
}

/**
 * Reads `fc-1,lb-2` or `all`, in upper or lower case. The name of a block in `groups` stands for
 * its layers. Returns the layers in network order, or throws as `checkLayers` does.
 */
export function parseLayers(
  text: string,
  model: ModelDescription,
  groups = layerBlocks(model),
): readonly string[] {
  const names = text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (names.join() === 'all') return model.layers.map(({ name }) => name);
  const blocks = new Map([...groups].map(([block, layers]) => [block.toLowerCase(), layers]));
  const layers = names.join() === '' ? [] : names.flatMap((name) => blocks.get(name) ?? [name]);
  return checkLayers(layers, model, groups);
}

/**
 * Returns `layers` if they store any of the structures. Throws SpecError if the hidden state is the
 * only structure and no layer has one.
 */
export function checkHasBits(
  structures: readonly Structure[],
  layers: readonly string[],
  model: ModelDescription,
): readonly string[] {
  const known = model.layers.map(({ name }) => name);
  const isHidden = structures.every((structure) => structure === 'hiddenState');
  if (!isHidden || siteBuffers(model, { structures, layers }).length > 0) return layers;
  const cells = [...new Set(siteBuffers(model, { structures, layers: known }).map(({ layer }) => layer))];
  throw new SpecError(
    'layers',
    t`Layers ${layers.join(', ')} have no hidden state: expected ${cells.join(', ')}`,
  );
}
