import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { isObject, type Json } from '../keras/json';
import { classOf, layersOf, MODEL_CLASSES, modelOf, nodeList } from '../keras/topology';

/** An output of a call of a layer. Layer `''` is the input of a model without an input layer. */
export interface Place {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** A call of a layer. A layer that is called several times is shared. */
interface KerasCall {
  readonly inputs: readonly Place[];
  /** Inputs that the call names, such as `value` of an attention. */
  readonly named: ReadonlyMap<string, Place>;
  /** Other arguments, such as `training`. */
  readonly settings: Json;
}

/** A layer of a model. */
export interface KerasLayer {
  readonly name: string;
  /** Keras's class. A class that is not Keras's own has its module in front. */
  readonly className: string;
  readonly settings: Json;
  /** The layer's own layers, if it is a model. */
  readonly model: KerasModel | null;
  readonly calls: readonly KerasCall[];
}

/** A Sequential or functional model. */
export interface KerasModel {
  /** By name, in the order of the file. */
  readonly layers: ReadonlyMap<string, KerasLayer>;
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
  /** Shape of a batch of the input, if the model has it outside of its layers. */
  readonly inputShape: unknown;
}

/**
 * Reads the configuration of any Keras model: shared layers, models inside models, several inputs
 * and outputs. Throws AssetError if it is no model, or if a layer's input does not exist.
 */
export function readKerasModel(config: unknown, fileName: string): KerasModel {
  const { className, model } = modelOf(config, fileName);
  const fail = (message: string) => new AssetError(fileName, message);
  const described = layersOf(model, fileName).map((raw, index) => {
    const settings = isObject(raw.config) ? raw.config : {};
    const name = settings.name ?? raw.name;
    if (typeof name !== 'string') throw fail(t`Layer ${index + 1} has no name: expected a Keras model`);
    const isModel = typeof raw.class_name === 'string' && MODEL_CLASSES.includes(raw.class_name);
    const inner = isModel ? readKerasModel(raw, fileName) : null;
    return { name, className: classOf(raw), settings, model: inner, raw };
  });
  const names = new Set<string>();
  for (const { name } of described) {
    if (names.has(name)) throw fail(t`Layer ${name} occurs twice: expected unique names`);
    names.add(name);
  }
  const shape = isObject(model) ? (model.build_input_shape ?? builtShape(model)) : undefined;
  if (className === 'Sequential') return chainOf(described, shape);
  const calls = described.map(({ name, raw }) => callsOf(raw.inbound_nodes, name, fail));
  const [inputs, outputs] = (['input_layers', 'output_layers'] as const).map((key) =>
    (isObject(model) ? nodeList(model[key]) : []).map((place) => placeAt(place, key, fail)),
  ) as [Place[], Place[]];
  const fixed = fixCalls(
    described.map(({ name }, index) => ({ name, calls: calls[index]! })),
    outputs,
    fail,
  );
  const layers = described.map(({ raw: _, ...layer }, index) => ({ ...layer, calls: fixed.calls[index]! }));
  checkCycles(layers, fail);
  return {
    layers: new Map(layers.map((layer) => [layer.name, layer])),
    inputs,
    outputs: fixed.outputs,
    inputShape: shape,
  };
}

/** Keras 3 keeps the shape that a model was built with apart. */
function builtShape({ build_config: build }: Json): unknown {
  return isObject(build) ? build.input_shape : undefined;
}

function chainOf(
  described: readonly (Omit<KerasLayer, 'calls'> & { readonly raw: Json })[],
  inputShape: unknown,
): KerasModel {
  let before: Place = { layer: '', call: 0, output: 0 };
  const layers = described.map(({ raw: _, ...layer }): KerasLayer => {
    const isInput = layer.className === 'InputLayer';
    const calls = isInput ? [] : [{ inputs: [before], named: new Map(), settings: {} }];
    before = { layer: layer.name, call: 0, output: 0 };
    return { ...layer, calls };
  });
  const [first] = layers;
  const input = first?.className === 'InputLayer' ? first.name : '';
  return {
    layers: new Map(layers.map((layer) => [layer.name, layer])),
    inputs: [{ layer: input, call: 0, output: 0 }],
    outputs: [before],
    inputShape,
  };
}

function callsOf(nodes: unknown, layer: string, fail: (message: string) => AssetError): KerasCall[] {
  if (nodes === undefined) return [];
  if (!Array.isArray(nodes)) throw fail(t`Layer ${layer} has no list of inputs: expected a functional model`);
  return nodes.map((node) => {
    const call = Array.isArray(node) ? callOfKeras2(node, layer, fail) : callOfKeras3(node, layer, fail);
    if (call.inputs.length + call.named.size > 0) return call;
    throw fail(t`Layer ${layer} takes nothing: expected the output of a layer`);
  });
}

/** Reads a call as Keras 1 and 2 write it: tensors `[layer, call, output, arguments]`. */
function callOfKeras2(
  node: readonly unknown[],
  layer: string,
  fail: (message: string) => AssetError,
): KerasCall {
  const named = new Map<string, Place>();
  const settings: Record<string, unknown> = {};
  for (const source of node) {
    const given = Array.isArray(source) && isObject(source[3]) ? source[3] : {};
    for (const [key, value] of Object.entries(given)) {
      if (isPlace(value)) named.set(key, placeAt(value, layer, fail));
      else settings[key] = value;
    }
  }
  return { inputs: node.map((source) => placeAt(source, layer, fail)), named, settings };
}

/** Reads a call of Keras 3: `{ args, kwargs }` with tensors inside. */
function callOfKeras3(node: unknown, layer: string, fail: (message: string) => AssetError): KerasCall {
  if (!isObject(node))
    throw fail(t`Layer ${layer} takes ${JSON.stringify(node)}: expected outputs of layers`);
  const inputs: Place[] = [];
  const constants: unknown[] = [];
  const visit = (value: unknown): void => {
    const history = historyOf(value);
    if (history !== undefined) inputs.push(placeAt(history, layer, fail));
    else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (value !== null && value !== undefined) constants.push(value);
  };
  visit(node.args);
  const named = new Map<string, Place>();
  const settings: Record<string, unknown> = constants.length > 0 ? { constants } : {};
  for (const [key, value] of Object.entries(isObject(node.kwargs) ? node.kwargs : {})) {
    const history = historyOf(value);
    if (history !== undefined) named.set(key, placeAt(history, layer, fail));
    else settings[key] = value;
  }
  return { inputs, named, settings };
}

function historyOf(value: unknown): unknown {
  const isTensor = isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config);
  return isTensor ? (value.config as Json).keras_history : undefined;
}

function isPlace(value: unknown): value is readonly [string, number, number] {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    [value[1], value[2]].every((index) => Number.isSafeInteger(index) && (index as number) >= 0)
  );
}

function placeAt(value: unknown, layer: string, fail: (message: string) => AssetError): Place {
  if (isPlace(value)) return { layer: value[0], call: value[1], output: value[2] };
  throw fail(t`Layer ${layer} takes ${JSON.stringify(value)}: expected the output of a layer`);
}

/**
 * Checks that each call that is read exists. Early versions of Keras count calls outside of the
 * model too, so that the last call that is read may have a number beyond the last one: then all
 * numbers of this layer are moved.
 */
function fixCalls(
  layers: readonly { readonly name: string; readonly calls: readonly KerasCall[] }[],
  outputs: readonly Place[],
  fail: (message: string) => AssetError,
) {
  const counts = new Map(layers.map(({ name, calls }) => [name, Math.max(1, calls.length)]));
  const last = new Map<string, number>();
  const read = layers.flatMap(({ calls }) =>
    calls.flatMap(({ inputs, named }) => [...inputs, ...named.values()]),
  );
  for (const { layer, call } of [...read, ...outputs]) last.set(layer, Math.max(call, last.get(layer) ?? 0));
  const fix = (place: Place): Place => {
    const count = counts.get(place.layer);
    const call = place.call - Math.max(0, last.get(place.layer)! - (count ?? 0) + 1);
    if (count !== undefined && call >= 0) return { ...place, call };
    throw fail(t`The model reads ${place.layer}: expected one of its layers, and one of its calls`);
  };
  return {
    calls: layers.map(({ calls }) =>
      calls.map(({ inputs, named, settings }) => ({
        inputs: inputs.map(fix),
        named: new Map([...named].map(([key, place]) => [key, fix(place)])),
        settings,
      })),
    ),
    outputs: outputs.map(fix),
  };
}

/** Throws if a call waits for an output that never exists. */
function checkCycles(layers: readonly KerasLayer[], fail: (message: string) => AssetError): void {
  const done = new Set(layers.flatMap(({ name, calls }) => (calls.length === 0 ? [`${name} 0`] : [])));
  const waiting = layers.flatMap(({ name, calls }) =>
    calls.map(({ inputs, named }, call) => ({
      name,
      key: `${name} ${call}`,
      sources: [...inputs, ...named.values()].map((place) => `${place.layer} ${place.call}`),
    })),
  );
  for (let left = waiting; left.length > 0; ) {
    const next = left.filter(({ key, sources }) => {
      const isReady = sources.every((source) => done.has(source));
      if (isReady) done.add(key);
      return !isReady;
    });
    if (next.length === left.length)
      throw fail(t`Layer ${next[0]!.name} depends on its own output: expected a graph without cycles`);
    left = next;
  }
}
