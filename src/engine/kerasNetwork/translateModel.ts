import { t } from '../../core/language/t';
import { isObject, type Json, textOf } from '../keras/json';
import { isOff, wrongType } from '../keras/layerSettings';
import { PASSING_LAYERS } from '../keras/passingLayers';
import { classOf } from '../keras/topology';
import type { Refusals } from '../source/refusals';
import type { SourceBuilder } from '../source/sourceBuilder';
import type { KerasLayer, KerasModel, Place } from './kerasModel';
import { inputsRefusal, type LayerContext, type LayerTranslation } from './layerContext';
import { ACTIVATIONS } from './layers/activations';
import { ATTENTION } from './layers/attention';
import { CONVOLUTIONS } from './layers/convolutions';
import { DENSE } from './layers/dense';
import { MERGES } from './layers/merges';
import { NORMS } from './layers/norms';
import { POOLS } from './layers/pools';
import { RECURRENT } from './layers/recurrent';
import { SHAPES } from './layers/shapes';
import type { LayerTensors } from './layerTensors';
import { LayerRefusal, LayerSettings } from './settings';

/** Translations of Keras's layers, by class. */
const LAYERS: ReadonlyMap<string, LayerTranslation> = new Map(
  [ACTIVATIONS, ATTENTION, CONVOLUTIONS, DENSE, MERGES, NORMS, POOLS, RECURRENT, SHAPES].flatMap((group) =>
    Object.entries(group),
  ),
);

/** Things that the translation of a model needs, besides the model. */
export interface Translation {
  readonly builder: SourceBuilder;
  readonly tensors: LayerTensors;
  readonly refusals: Refusals;
  /** Major version of Keras that wrote the file. Null: unknown. */
  readonly major: number | null;
  /** True if TensorFlow.js's own layers wrote the file, not Keras. */
  readonly isTfjs: boolean;
}

/**
 * Adds the nodes of a model that the wanted outputs depend on, and returns the names of all of its
 * outputs. Layers that cannot be run are added to `refusals`.
 */
export async function translateModel(
  translation: Translation,
  model: KerasModel,
  inputs: readonly string[],
  outputs: readonly Place[],
  path: readonly string[] = [],
): Promise<readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const [index, { layer }] of model.inputs.entries()) values.set(`${layer} 0`, [inputs[index] ?? '']);
  const needed = neededCalls(model, outputs);
  // Layers stand in the order of the file. A shared one may have calls that must wait.
  let left = [...model.layers.values()].flatMap((layer) =>
    layer.calls.map((call, index) => ({ layer, call, key: `${layer.name} ${index}` })),
  );
  left = left.filter(({ key }) => needed.has(key) && !values.has(key));
  while (left.length > 0) {
    const waiting: typeof left = [];
    for (const item of left) {
      const { layer, call, key } = item;
      const sources = [...call.inputs, ...call.named.values()];
      if (!sources.every((place) => values.has(`${place.layer} ${place.call}`))) {
        waiting.push(item);
        continue;
      }
      const nameOf = (place: Place) => values.get(`${place.layer} ${place.call}`)![place.output] ?? '';
      const given = {
        inputs: call.inputs.map(nameOf),
        named: new Map([...call.named].map(([name, place]) => [name, nameOf(place)])),
        settings: call.settings,
      };
      values.set(key, await translateCall(translation, layer, given, path));
    }
    left = waiting;
  }
  return outputs.map(({ layer, call, output }) => values.get(`${layer} ${call}`)![output] ?? '');
}

/** Returns the calls that outputs depend on, by layer and index. */
function neededCalls({ layers }: KerasModel, outputs: readonly Place[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = [...outputs];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const key = `${place.layer} ${place.call}`;
    if (needed.has(key)) continue;
    needed.add(key);
    const call = layers.get(place.layer)?.calls[place.call];
    if (call !== undefined) waiting.push(...call.inputs, ...call.named.values());
  }
  return needed;
}

/** Number of calls that an output depends on. */
export function depthOf(model: KerasModel, output: Place): number {
  return neededCalls(model, [output]).size;
}

interface GivenCall {
  readonly inputs: readonly string[];
  readonly named: ReadonlyMap<string, string>;
  readonly settings: Json;
}

async function translateCall(
  translation: Translation,
  layer: KerasLayer,
  call: GivenCall,
  path: readonly string[],
): Promise<readonly string[]> {
  const { builder, refusals, tensors } = translation;
  const { name, className, model } = layer;
  const own = [...path, name];
  const title = own.join('/');
  if (model !== null) {
    if (call.named.size === 0 && call.inputs.length === model.inputs.length)
      return translateModel(translation, model, call.inputs, model.outputs, own);
    refusals.add('layerSetting', `${title} (${className}: ${inputsRefusal(call).message})`);
    return model.outputs.map(() => '');
  }
  builder.startPart({ name: title, kind: className, isLayer: true });
  const context: Omit<LayerContext, 'settings' | 'className'> = {
    ...{ builder, inputs: call.inputs, named: call.named, call: call.settings },
    ...{ major: translation.major, isTfjs: translation.isTfjs },
    tensors: (roles, count) => tensors.find(own, roles, count),
    inner: async (config, key, inputs, innerTensors) => {
      const innerClass = classOf(config);
      const found = { className: innerClass, settings: isObject(config.config) ? config.config : {} };
      const refused: LayerContext['tensors'] = () =>
        Promise.reject(new LayerRefusal(`${key} = ${innerClass}`));
      const given = {
        ...context,
        inputs,
        named: new Map<string, string>(),
        call: {},
        tensors: innerTensors ?? refused,
      };
      try {
        return await runLayer(given, found);
      } catch (cause) {
        if (cause instanceof LayerRefusal) throw new LayerRefusal(`${key}.${cause.message}`);
        throw cause;
      }
    },
  };
  try {
    checkCall(className, call.settings);
    return [await runLayer(context, layer)];
  } catch (cause) {
    if (cause instanceof UnknownLayer) refusals.add('layer', `${title} (${cause.message})`);
    else if (cause instanceof LayerRefusal)
      refusals.add('layerSetting', `${title} (${className}: ${cause.message})`);
    else throw cause;
    return [''];
  }
}

/** Reason of a layer whose class cannot be run. */
class UnknownLayer extends LayerRefusal {}

async function runLayer(
  context: Omit<LayerContext, 'settings' | 'className'>,
  { className, settings: config }: Pick<KerasLayer, 'className' | 'settings'>,
): Promise<string> {
  const settings = new LayerSettings(config);
  const type = wrongType(config);
  if (type !== null) throw settings.refusal('dtype', type);
  if (PASSING_LAYERS.has(className)) return context.inputs[0] ?? '';
  const translate = LAYERS.get(className);
  if (translate === undefined) throw new UnknownLayer(className);
  const output = await translate({ ...context, className, settings });
  settings.checkRead();
  return output;
}

/** Refuses arguments of a call beside tensors, such as `training`. Attentions may be causal. */
function checkCall(className: string, settings: Json): void {
  for (const [key, value] of Object.entries(settings)) {
    const isKnown = key === 'use_causal_mask' && Object.hasOwn(ATTENTION, className);
    if (!isOff(value) && !isKnown) throw new LayerRefusal(`${t`call ${key}`} = ${textOf(value)}`);
  }
}
