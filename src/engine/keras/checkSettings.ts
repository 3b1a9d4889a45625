import { AssetError } from '../../core/errors';
import type { NetworkNode } from '../../core/network';
import { checkNesting, isObject, type Json } from './json';

/** The settings of a model's layers in its order, by their names; those of models inside it are left out. */
export type LayerSettings = ReadonlyMap<string, Json & { readonly className: string }>;

/** What a model's configuration says of its layers, whatever else is in it; undefined where it lists none. Throws AssetError. */
export function readLayerSettings(config: unknown, fileName: string): LayerSettings | undefined {
  checkNesting(config, fileName);
  const wrapped = isObject(config) && isObject(config.model_config) ? config.model_config : config;
  const model = isObject(wrapped) ? wrapped.config : undefined;
  const layers = isObject(model) ? model.layers : model;
  if (!Array.isArray(layers)) return undefined;
  const described = layers.filter(isObject).flatMap(({ config, class_name: className }) => {
    if (!isObject(config) || typeof config.name !== 'string') return [];
    return [[config.name, { ...config, className: typeof className === 'string' ? className : '' }] as const];
  });
  return new Map(described);
}

/**
 * Throws AssetError where the configuration of layer `name` says that it computes something else than `node`: tensors of the
 * right shape would then give wrong results without a word. What it does not say is not checked.
 */
export function checkSettings(
  fileName: string,
  name: string,
  layers: LayerSettings,
  node: NetworkNode,
  isLast: boolean,
): void {
  const settings = layers.get(name);
  if (settings === undefined) return;
  for (const [key, accepted] of wantedSettings(node, isLast, isFollowedByRelu(layers, name))) {
    const found = settingText(settings[key]);
    if (found === undefined || accepted.includes(found)) continue;
    throw new AssetError(fileName, `Layer ${name} has ${key} ${found}: expected ${accepted.join(' or ')}`);
  }
}

function wantedSettings(
  node: NetworkNode,
  isLast: boolean,
  hasReluLayer: boolean,
): readonly (readonly [key: string, accepted: readonly string[]])[] {
  switch (node.kind) {
    case 'conv':
      return [
        ['activation', activations(node.relu, isLast, hasReluLayer)],
        ['strides', [pair(node.strides)]],
        // A kernel of one pixel never reaches past the edge.
        ['padding', node.kernelSize === 1 ? ['valid', 'same'] : [node.padding]],
        ['dilation_rate', [pair(1)]],
        ['data_format', ['channels_last']],
      ];
    case 'dense':
      return [['activation', activations(node.relu, isLast, hasReluLayer)]];
    case 'gru':
      return [
        ['activation', ['tanh']],
        ['recurrent_activation', ['sigmoid']],
        ['reset_after', ['false']],
        ['go_backwards', ['false']],
      ];
    default:
      return [];
  }
}

/** Softmax keeps the order of the scores. */
function activations(relu: boolean, isLast: boolean, hasReluLayer: boolean): readonly string[] {
  if (relu) return hasReluLayer ? ['relu', 'linear'] : ['relu'];
  return isLast ? ['linear', 'softmax'] : ['linear'];
}

function isFollowedByRelu(layers: LayerSettings, name: string): boolean {
  const all = [...layers];
  const next = all[all.findIndex(([other]) => other === name) + 1]?.[1];
  return (
    next !== undefined &&
    (next.className === 'ReLU' ||
      (next.className === 'Activation' && settingText(next.activation) === 'relu'))
  );
}

const pair = (value: number) => `${value} x ${value}`;

/** Keras writes functions as names or as objects, and a stride as one number or two. Undefined: nothing is said. */
function settingText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) {
    const name = value.class_name === 'function' ? value.config : value.class_name;
    return String(JSON.stringify(name)).replaceAll('"', '').toLowerCase();
  }
  if (typeof value === 'number') return pair(value);
  return Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(' x ') : String(value);
}
