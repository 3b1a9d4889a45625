import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { checkNesting, isObject, type Json, textOf } from './json';
import type { ConfiguredLayer } from './keras3Layers';
import { readGraph } from './kerasGraph';

/** A layer in a model's configuration, with unchecked settings. */
export interface TopologyLayer {
  readonly name: string;
  /** Full name of the Keras class. A class that is not Keras's own is prefixed with its module. */
  readonly className: string;
  readonly settings: Json;
  /**
   * Names of the layers whose outputs are its inputs. Empty at the start of a Sequential model and
   * for input layers.
   */
  readonly sources: readonly string[];
  /** Other arguments of the call, beside tensors: `training`, constants. */
  readonly callSettings: Json;
}

/** The layers of a model, each after its inputs, and the layers whose outputs are the model's. */
export interface Topology {
  readonly layers: readonly TopologyLayer[];
  readonly outputs: readonly string[];
  /** Shape of one sample, if the model has it outside of its layers. */
  readonly inputShape: unknown;
}

/** Classes of layers that are models. */
export const MODEL_CLASSES: readonly string[] = ['Sequential', 'Functional', 'Model'];
/** Modules of Keras itself, in all versions. */
const KERAS_MODULES = /^(?:keras|tf_keras|tensorflow|builtins)(?:\.|$)/;

/**
 * Returns true if a class or function belongs to Keras, by its module in the file. Older files have
 * no module.
 */
export function isKerasModule(module: unknown): boolean {
  return typeof module !== 'string' || KERAS_MODULES.test(module);
}

/**
 * Reads the configuration of a Keras or tfjs model: `model_config` of a `.h5`, `config.json` of a
 * `.keras`, `modelTopology` of tfjs. Throws AssetError if it lists no layers, or if a layer is a
 * model or is called more than once.
 */
export function readTopology(config: unknown, fileName: string): Topology {
  const fail = (message: string) => new AssetError(fileName, message);
  const { className, model } = modelOf(config, fileName);
  const raw = layersOf(model, fileName);
  const layers = raw.map((layer, index) => {
    const settings = isObject(layer.config) ? layer.config : {};
    const name = settings.name ?? layer.name;
    if (typeof name !== 'string') throw fail(t`Layer ${index + 1} has no name: expected a Keras model`);
    return { name, className: classOf(layer), settings, raw: layer };
  });
  const nested = layers.find((layer) => MODEL_CLASSES.includes(layer.className));
  if (nested !== undefined) {
    throw fail(
      t`Layer ${nested.name} is a ${nested.className} model inside the model: expected its layers in the model itself`,
    );
  }
  const twice = layers.find(({ name }, index) => layers.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw fail(t`Layer ${twice.name} occurs twice: expected unique names`);
  const inputShape = isObject(model) ? model.build_input_shape : undefined;
  if (className === 'Sequential') {
    const chain = layers.map(({ raw: _, ...layer }, index) => ({
      ...layer,
      sources: index === 0 ? [] : [layers[index - 1]!.name],
      callSettings: {},
    }));
    return { layers: chain, outputs: chain.slice(-1).map(({ name }) => name), inputShape };
  }
  const named = layers.map(({ name, raw: layer }) => ({ ...layer, name }));
  const { calls, place } = readGraph(fileName, named);
  const wired = layers.map(({ raw: layer, ...rest }) => {
    const nodes = calls.get(rest.name) ?? [];
    if (nodes.length > 1) {
      throw fail(t`Layer ${rest.name} is called ${nodes.length} times: expected once`);
    }
    const sources = (nodes[0] ?? []).map(([source]) => source);
    return { ...rest, sources, callSettings: callSettingsOf(layer.inbound_nodes) };
  });
  const outputs = isObject(model) ? nodeList(model.output_layers).map((node) => place(node)[0]) : [];
  return { layers: inOrder(wired), outputs, inputShape };
}

/** Returns the properties that determine the layout of Keras 3's weight file. Throws AssetError. */
export function configuredLayers(config: unknown, fileName: string): readonly ConfiguredLayer[] {
  return layersOf(modelOf(config, fileName).model, fileName).map((layer) => {
    const name = isObject(layer.config) ? layer.config.name : undefined;
    const configured = { name: textOf(name ?? layer.name), className: textOf(layer.class_name) };
    return MODEL_CLASSES.includes(configured.className)
      ? { ...configured, layers: configuredLayers(layer, fileName) }
      : configured;
  });
}

/** Returns the class and the configuration of a model. Throws AssetError if it is none. */
export function modelOf(config: unknown, fileName: string): { className: string; model: unknown } {
  checkNesting(config, fileName);
  const wrapped = isObject(config) && isObject(config.model_config) ? config.model_config : config;
  if (!isObject(wrapped) || typeof wrapped.class_name !== 'string') {
    const isGraph = isObject(wrapped) && Array.isArray(wrapped.node);
    throw new AssetError(
      fileName,
      isGraph
        ? t`The model is a graph of TensorFlow operations: expected the layers of a Keras model`
        : t`The model has no class_name: expected the layers of a Keras model`,
    );
  }
  const { class_name: className, config: model } = wrapped;
  if (!MODEL_CLASSES.includes(className)) {
    throw new AssetError(fileName, t`The model is a ${className}: expected Sequential or Functional`);
  }
  return { className, model };
}

/** Keras before 2.2.3 wrote a Sequential model as a list of its layers. */
export function layersOf(model: unknown, fileName: string): readonly Json[] {
  const layers = isObject(model) ? model.layers : model;
  if (Array.isArray(layers) && layers.every(isObject)) return layers;
  throw new AssetError(fileName, t`The model configuration has no list of layers: expected a Keras model`);
}

/** Keras's short names of classes. */
const ALIASES: Readonly<Record<string, string>> = {
  MaxPool2D: 'MaxPooling2D',
  AvgPool2D: 'AveragePooling2D',
  GlobalAvgPool2D: 'GlobalAveragePooling2D',
};

/** A user's own class may have the name of a Keras class. */
export function classOf({ class_name: className, module, registered_name: registered }: Json): string {
  if (!isKerasModule(module)) return `${textOf(module)}.${textOf(className)}`;
  if (typeof registered === 'string' && registered.includes('>')) return registered;
  const name = textOf(className);
  return Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name;
}

/**
 * Returns the arguments beside tensors: Keras 2's dictionary after each tensor, or Keras 3's
 * `kwargs` and the constants in `args`.
 */
function callSettingsOf(nodes: unknown): Json {
  const [node] = Array.isArray(nodes) ? nodes : [];
  if (!isObject(node)) {
    const sources: readonly unknown[] = Array.isArray(node) ? node : [];
    return Object.assign({}, ...sources.map((source) => (Array.isArray(source) ? source[3] : undefined)));
  }
  const constants: unknown[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (!isObject(value) || value.class_name !== '__keras_tensor__') constants.push(value);
  };
  visit(node.args);
  const given = constants.filter((value) => value !== null && value !== undefined);
  return { ...(isObject(node.kwargs) ? node.kwargs : {}), ...(given.length > 0 && { constants: given }) };
}

/** Keras 3 writes one output as `[name, 0, 0]`, without a list around it. */
export function nodeList(nodes: unknown): readonly unknown[] {
  return Array.isArray(nodes) && typeof nodes[0] !== 'string' ? nodes : [nodes];
}

/**
 * Sorts layers so that each comes after its inputs. `readGraph` has checked that such an order
 * exists.
 */
function inOrder(layers: readonly TopologyLayer[]): readonly TopologyLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const placed = new Set<TopologyLayer>();
  const waiting = [...layers].reverse();
  while (waiting.length > 0) {
    const layer = waiting.at(-1)!;
    const missing = layer.sources.map((name) => byName.get(name)!).filter((source) => !placed.has(source));
    if (missing.length > 0 && !placed.has(layer)) waiting.push(...missing);
    else placed.add(waiting.pop()!);
  }
  return [...placed];
}
