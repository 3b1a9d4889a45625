import { t } from '../../core/language/t';
import { layerBlocks, type ModelDescription } from '../../core/network/model';
import { settingError } from '../settings/settingError';

/** Blocks of layers by their names, each with the names of its layers in network order. */
export type LayerGroups = ReadonlyMap<string, readonly string[]>;

/** Names of blocks: letters, digits, spaces within, and the marks of layers' names. */
const BLOCK_NAME = /^[\p{L}\d._/+-][\p{L}\d ._/+-]{0,119}$/u;

/** Length of the longest text. With it, a link stays within its own limit. */
const MAX_TEXT = 4000;

/**
 * Returns the blocks that a text names, or the suggested ones if the text does not fit the network.
 * The text is empty for the suggested blocks, a digit for that many scopes of the layers' names, or
 * a list `stem:conv1,body:conv2` of names and of the layers from which on they hold.
 */
export function layerGroups(model: ModelDescription, text: string): LayerGroups {
  return readGroups(model, text, () => null) ?? layerBlocks(model);
}

/** Returns the text if its blocks fit the network, or throws SpecError. */
export function checkBlocks(text: string, model: ModelDescription): string {
  readGroups(model, text, (found, wanted) => {
    throw settingError('blocks', t`blocks`, found, wanted);
  });
  return text;
}

/** Returns the text if its blocks fit the network, and else an empty one. */
export function fittingBlocks(text: string, model: ModelDescription): string {
  return readGroups(model, text, () => null) === null ? '' : text;
}

/** Largest number of scopes that tells blocks from layers; 0 if names of layers have none. */
export function mostScopes({ layers }: ModelDescription): number {
  return Math.min(9, Math.max(...layers.map(({ name }) => scopesOf(name).length)) - 1);
}

/** Returns the scopes of a name, with the layer's own: `layer1.0/conv1` has three. */
function scopesOf(name: string): readonly string[] {
  return name.split(/(?=[./])/);
}

function readGroups(
  model: ModelDescription,
  text: string,
  refuse: (found: string, wanted: string) => null,
): LayerGroups | null {
  if (text === '') return layerBlocks(model);
  if (text.length > MAX_TEXT) return refuse(text, t`at most ${MAX_TEXT} characters`);
  const names = model.layers.map(({ name }) => name);
  const most = mostScopes(model);
  if (/^\d$/.test(text) && most > 0) {
    if (Number(text) < 1 || Number(text) > most) return refuse(text, t`1 to ${most} scopes`);
    return grouped(names, (name) => scopesOf(name).slice(0, Number(text)).join(''));
  }
  const starts = new Map<string, string>();
  // Layers at which the next block may start.
  let left = names.slice(0, 1);
  for (const entry of text.split(',')) {
    const [block = '', layer = '', ...more] = entry.split(':');
    if (more.length > 0 || !BLOCK_NAME.test(block) || !left.includes(layer))
      return refuse(entry, t`a name of a block, a colon and one of ${left.join(', ')}`);
    left = names.slice(names.indexOf(layer) + 1);
    starts.set(layer, block);
  }
  let block = '';
  const groups = grouped(names, (name) => {
    block = starts.get(name) ?? block;
    return block;
  });
  for (const [name, layers] of groups)
    if (names.includes(name) && !layers.includes(name))
      return refuse(name, t`a name that no layer outside the block has`);
  return groups;
}

function grouped(names: readonly string[], blockOf: (name: string) => string): LayerGroups {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const block = blockOf(name);
    groups.set(block, [...(groups.get(block) ?? []), name]);
  }
  return groups;
}
