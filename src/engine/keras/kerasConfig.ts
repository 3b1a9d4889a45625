import { serialization } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { AssetError } from '../../core/errors';
import { checkNesting, isObject, type Json, textOf } from './json';
import type { ConfiguredLayer } from './keras3Layers';
import { readGraph } from './kerasGraph';

/** A model's configuration as tfjs-layers 4.22 takes it, and what Keras called its layers. */
export interface KerasConfig {
  /** For `modelFromJSON`. */
  readonly topology: Json;
  readonly layers: readonly ConfiguredLayer[];
}

const MODEL_CLASSES = ['Sequential', 'Functional', 'Model'];
/** Layers that tfjs-layers does not have and that do nothing outside training. */
const IDENTITIES = ['SpatialDropout2D', 'SpatialDropout3D', 'ActivityRegularization', 'RandomFlip'];
const RECURRENT = /^(LSTM|GRU|SimpleRNN)(Cell)?$/;
/** Models inside models, and layers inside layers; those that people build have two or three. */
const MAX_DEPTH = 16;
const ZEROS = { class_name: 'Zeros', config: {} };
/** Settings that tfjs-layers passes over: any other value than these would give wrong results without a word. */
const IGNORED_SETTINGS: Readonly<Record<string, unknown>> = {
  groups: 1,
  keepdims: false,
  threshold: 0,
};

/**
 * Turns the configuration of a Keras model, 2 or 3, into one that tfjs-layers reads. Weights start as zeros, because a file
 * fills them; regularisers and constraints go, because nothing is trained. Throws AssetError naming the layer and its class
 * where tfjs-layers has no such layer or would ignore a setting.
 */
export function readKerasConfig(config: unknown, fileName: string): KerasConfig {
  const wrapped = isObject(config) && isObject(config.model_config) ? config.model_config : config;
  checkNesting(config, fileName);
  return new ConfigReader(fileName).readModel(wrapped, 0);
}

/** A layer for tfjs, and what Keras called it. */
interface ReadLayer {
  readonly layer: Record<string, unknown>;
  readonly configured: ConfiguredLayer;
}

class ConfigReader {
  private readonly fileName: string;

  constructor(fileName: string) {
    this.fileName = fileName;
  }

  readModel(model: unknown, depth: number): KerasConfig {
    if (!isObject(model) || typeof model.class_name !== 'string') {
      throw this.error('The file has no model configuration with a class_name: expected a Keras model');
    }
    const { class_name: className } = model;
    if (!MODEL_CLASSES.includes(className)) {
      throw this.error(`The model is a ${className}: expected Sequential or Functional`);
    }
    // Keras before 2.2.3 wrote a Sequential model as the list of its layers.
    const config = Array.isArray(model.config) ? { layers: model.config } : model.config;
    if (!isObject(config) || !Array.isArray(config.layers) || !config.layers.every(isObject)) {
      throw this.error('The model configuration has no list of layers: expected a Keras model');
    }
    const layers = config.layers as readonly Json[];
    const pairs = layers.map((layer) => this.readLayer(layer, depth));
    const configured = pairs.map(({ configured }) => configured);
    const read = pairs.map(({ layer }) => layer);
    const common = typeof config.name === 'string' ? { name: config.name } : {};
    if (className === 'Sequential') {
      this.giveInputShape(read, config.build_input_shape);
      const topology = { class_name: className, config: { ...common, layers: read } };
      return { topology, layers: configured };
    }
    const nested = new Set(configured.filter(({ layers }) => layers !== undefined).map(({ name }) => name));
    const named = layers.map((layer, index) => ({ ...layer, name: configured[index]!.name }));
    const { calls, place } = readGraph(this.fileName, named, nested);
    const topology = {
      class_name: className,
      config: {
        ...common,
        layers: read.map((layer, index) => {
          const { name } = configured[index]!;
          return { ...layer, name, inbound_nodes: calls.get(name) };
        }),
        input_layers: asNodeList(config.input_layers).map(place),
        output_layers: asNodeList(config.output_layers).map(place),
      },
    };
    return { topology, layers: configured };
  }

  private readLayer(layer: Json, depth: number): ReadLayer {
    const className = textOf(layer.class_name);
    const config = isObject(layer.config) ? layer.config : {};
    const name = textOf(config.name ?? layer.name);
    if (depth > MAX_DEPTH) {
      throw this.error(
        `Layer ${name} (${className}) is ${depth} layers deep: expected at most ${MAX_DEPTH}, one inside the other`,
      );
    }
    const configured = { name, className };
    if (MODEL_CLASSES.includes(className)) {
      const { topology, layers } = this.readModel(layer, depth + 1);
      const inner = { class_name: className, config: { ...(topology.config as Json), name } };
      return { layer: inner, configured: { ...configured, layers } };
    }
    if (IDENTITIES.includes(className)) {
      return { layer: { class_name: 'Activation', config: { name, activation: 'linear' } }, configured };
    }
    if (!Object.hasOwn(serialization.SerializationMap.getMap().classNameMap, className)) {
      throw this.error(`Layer ${name} is a ${className}: expected a layer that tfjs-layers has`);
    }
    for (const [key, only] of Object.entries(IGNORED_SETTINGS)) {
      if (config[key] !== undefined && config[key] !== null && config[key] !== only) {
        throw this.error(`Layer ${name} (${className}) has ${key} ${textOf(config[key])}: expected ${only}`);
      }
    }
    const isKeras3 = layer.module !== undefined;
    if (isKeras3 && JSON.stringify(config).includes('"hard_sigmoid"')) {
      throw this.error(
        `Layer ${name} (${className}) has Keras 3's hard_sigmoid: expected another activation`,
      );
    }
    const settings = this.readSettings(className, config, depth);
    return { layer: { class_name: className, config: settings }, configured };
  }

  private readSettings(className: string, config: Json, depth: number): Record<string, unknown> {
    const settings: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(config)) {
      if (key === 'dtype') settings.dtype = readType(value);
      else if (key === 'batch_shape') settings.batch_input_shape = value;
      else if (key.endsWith('_initializer')) settings[key] = ZEROS;
      else if (/_(regularizer|constraint)$/.test(key)) settings[key] = null;
      else if (/activation$/.test(key)) settings[key] = readActivation(value);
      else if (['layer', 'cell', 'backward_layer'].includes(key) && isObject(value)) {
        settings[key] = this.readLayer(value, depth + 1).layer;
      } else settings[key] = value;
    }
    // tfjs's default cannot start without operations that are not loaded here.
    if (RECURRENT.test(className)) settings.recurrent_initializer = ZEROS;
    // tf.keras lists the one axis.
    if (className === 'BatchNormalization' && Array.isArray(settings.axis)) settings.axis = settings.axis[0];
    if (className === 'LeakyReLU') settings.alpha ??= settings.negative_slope;
    else if (settings.negative_slope) {
      throw this.error(
        `Layer ${textOf(config.name)} (${className}) has negative_slope ${textOf(settings.negative_slope)}: expected 0`,
      );
    }
    return settings;
  }

  /** A Sequential model whose first layer does not say what it takes was built from a shape that the model knows. */
  private giveInputShape(layers: Record<string, unknown>[], shape: unknown): void {
    const config = layers[0]?.config;
    if (!isObject(config) || !Array.isArray(shape) || config.batch_input_shape !== undefined) return;
    layers[0]!.config = { ...config, batch_input_shape: shape };
  }

  private error(message: string): AssetError {
    return new AssetError(this.fileName, message);
  }
}

/** Words of half precision are computed as float32. */
function readType(value: unknown): string {
  const name = isObject(value) && isObject(value.config) ? value.config.name : value;
  return name === 'int32' || name === 'bool' ? name : 'float32';
}

function readActivation(value: unknown): unknown {
  const name = isObject(value) && value.class_name === 'function' ? value.config : value;
  return name === 'silu' ? 'swish' : name;
}

/** Keras 3 writes one input as `[name, 0, 0]`, without the list around it. */
function asNodeList(nodes: unknown): readonly unknown[] {
  return Array.isArray(nodes) && typeof nodes[0] !== 'string' ? nodes : [nodes];
}
