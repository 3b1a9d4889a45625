import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { isObject, type Json } from './json';

/** One input tensor of a layer: `[layer, node, tensor, arguments]`. */
type Source = readonly [name: string, node: number, tensor: number, ...rest: unknown[]];

/**
 * Reads the calls of a functional model's layers in one form, and checks the model's inputs and
 * outputs. Throws AssetError if a layer's input does not exist before it.
 */
export function readGraph(
  fileName: string,
  layers: readonly (Json & { readonly name: string })[],
): { calls: ReadonlyMap<string, readonly (readonly Source[])[]>; place: (source: unknown) => Source } {
  const fail = (message: string) => new AssetError(fileName, message);
  const calls = new Map<string, Source[][]>();
  for (const { name, inbound_nodes: nodes = [] } of layers) {
    if (!Array.isArray(nodes))
      throw fail(t`Layer ${name} has no list of inputs: expected a functional model`);
    if (calls.has(name)) throw fail(t`Layer ${name} occurs twice: expected unique names`);
    const sources = nodes.map((node) => readSources(node, name, fail));
    calls.set(name, sources);
  }
  for (const [name, nodes] of calls) {
    const unknown = nodes.flat().find(([source]) => !calls.has(source));
    if (unknown !== undefined) {
      throw fail(t`Layer ${name} takes ${unknown[0]}: expected a layer that comes before it`);
    }
  }
  const place = (source: unknown): Source => {
    const nodes = isSource(source) ? calls.get(source[0]) : undefined;
    // An input layer has an output without being called.
    if (isSource(source) && nodes !== undefined && source[1] < Math.max(1, nodes.length)) return source;
    throw fail(t`The model begins or ends in ${JSON.stringify(source)}: expected one of its layers`);
  };
  checkOrder(calls, fail);
  return { calls, place };
}

function readSources(node: unknown, layer: string, fail: (message: string) => AssetError): Source[] {
  const sources = Array.isArray(node) ? node : sourcesOfKeras3(node, layer, fail);
  const wrong = sources.find((source) => !isSource(source));
  if (wrong !== undefined || sources.length === 0) {
    throw fail(
      t`Layer ${layer} takes ${JSON.stringify(wrong) ?? t`nothing`}: expected the output of a layer`,
    );
  }
  return sources as Source[];
}

/** Reads a call of Keras 3: `{ args, kwargs }` with tensors inside. */
function sourcesOfKeras3(node: unknown, layer: string, fail: (message: string) => AssetError): unknown[] {
  if (!isObject(node))
    throw fail(t`Layer ${layer} takes ${JSON.stringify(node)}: expected outputs of layers`);
  if (JSON.stringify(node.kwargs ?? {}).includes('__keras_tensor__')) {
    throw fail(t`Layer ${layer} takes a tensor by name: expected inputs by place only`);
  }
  const sources: unknown[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config)) {
      const { keras_history: place } = value.config;
      sources.push(Array.isArray(place) ? [...place, {}] : place);
    }
  };
  visit(node.args);
  return sources;
}

/**
 * Returns true for a reference to tensor 0, the only output of all layers in the catalogue's
 * networks.
 */
function isSource(value: unknown): value is Source {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    Number.isSafeInteger(value[1]) &&
    value[1] >= 0 &&
    value[2] === 0
  );
}

/** Resolves all calls in order. Throws if a call waits for an output that never exists. */
function checkOrder(
  calls: ReadonlyMap<string, readonly (readonly Source[])[]>,
  fail: (message: string) => AssetError,
): void {
  // An input layer has its output from the start.
  const numDone = new Map([...calls].map(([name, nodes]) => [name, nodes.length === 0 ? 1 : 0]));
  const numWanted = (name: string) => Math.max(1, calls.get(name)!.length);
  const isReady = ([name, node]: Source) => node < (numDone.get(name) ?? 0);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const [name, nodes] of calls) {
      const done = numDone.get(name)!;
      const next = nodes[done];
      if (done >= numWanted(name) || next === undefined || !next.every(isReady)) continue;
      numDone.set(name, done + 1);
      isMoving = true;
    }
  }
  for (const [name, nodes] of calls) {
    if (numDone.get(name)! >= numWanted(name)) continue;
    const waiting = nodes.flat().find((source) => !isReady(source));
    throw fail(t`Layer ${name} takes ${waiting?.[0] ?? t`nothing`}: expected a layer that comes before it`);
  }
}
