import { checkModel } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import type { ShapedNode } from '../../core/network/network';
import { faultableBits } from '../../core/pattern/faultPattern';
import { bufferSpace, siteBuffers, trainedSpace, trainedTensors } from '../../core/site/siteTensors';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { siteOf } from '../settings/toInjection';

/** A node of a network's graph, with what an experiment may change in it. */
export interface GraphNode {
  readonly name: string;
  readonly shaped: ShapedNode;
  /** Names of the nodes that it reads. Empty: it reads the network's input. */
  readonly inputs: readonly string[];
  /** Layer that its stored values belong to: its own, or the last one before it. */
  readonly layer: string;
  /** Words of the experiment's structures, in any layer. Written ones are those of one sample. */
  readonly words: number;
  /** Bits of these words that may flip. */
  readonly bits: number;
}

/**
 * Returns the nodes of an experiment's network in the order in which they run. Their words and bits
 * add up to those of the experiment with faults in all layers.
 */
export function networkGraph(spec: ExperimentSpec): readonly GraphNode[] {
  const model = checkModel(spec.model);
  const stored = storedBy(model, spec);
  const layers = new Set(model.layers.map(({ name }) => name));
  let layer = model.layers[0]!.name;
  return model.nodes.map((shaped, place) => {
    const { node } = shaped;
    if (layers.has(node.name)) layer = node.name;
    const before = place === 0 ? [] : [model.nodes[place - 1]!.node.name];
    // A reader's network names its input by an empty text.
    const inputs = (node.inputs ?? before).filter((name) => name !== '');
    const { words = 0, bits = 0 } = stored.get(node.name) ?? {};
    return { name: node.name, shaped, inputs: [...new Set(inputs)], layer, words, bits };
  });
}

/** Returns words and bits by the names of the nodes that first read or write them. */
function storedBy(model: ModelDescription, spec: ExperimentSpec) {
  const site = { ...siteOf(spec), layers: model.layers.map(({ name }) => name) };
  const readers = new Map<string, string>();
  for (const { node, tensors } of model.nodes)
    for (const { tensor } of tensors) if (!readers.has(tensor)) readers.set(tensor, node.name);
  const places = [
    ...trainedTensors(model, site).map((tensor) => ({
      node: readers.get(tensor.kernel.stored)!,
      space: trainedSpace(tensor, site),
    })),
    ...siteBuffers(model, site).map((buffer) => ({ node: buffer.node, space: bufferSpace(buffer, site) })),
  ];
  const stored = new Map<string, { readonly words: number; readonly bits: number }>();
  for (const { node, space } of places) {
    const { words, bits } = stored.get(node) ?? { words: 0, bits: 0 };
    stored.set(node, { words: words + space.numWords, bits: bits + faultableBits(space) });
  }
  return stored;
}
