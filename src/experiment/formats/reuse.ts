import { layerBlocks, type ModelDescription, numWeights } from '../../core/network/model';
import { multiplyAdds, product } from '../../core/network/network';
import { wordsPerImage } from '../../core/site/siteTensors';

/**
 * Reuse of the stored values of a block of layers (Ares, Sec. 4.4: "reuse dictates sensitivity").
 */
export interface BlockReuse {
  readonly block: string;
  readonly numWeights: number;
  /**
   * Uses of each weight by one sample, the fewest and the most among the layers of the block:
   * positions of a kernel, steps of a cell.
   */
  readonly usesPerImage: readonly [number, number];
  /** Words of activations that one sample writes. */
  readonly activations: number;
  /**
   * Words of hidden state, each rewritten and read at every step; null without a recurrent cell.
   */
  readonly hidden: { readonly numWords: number; readonly steps: number } | null;
}

/** Returns the blocks of a model in network order. */
export function blockReuse(model: ModelDescription): readonly BlockReuse[] {
  return Array.from(layerBlocks(model), ([block, names]): BlockReuse => {
    const layers = model.layers.filter(({ name }) => names.includes(name));
    const uses = layers.flatMap((layer) => {
      const shaped = model.nodes.find(({ node }) => node.name === layer.name)!;
      // A row of a table may be read at no position or at all of them.
      if (shaped.node.kind === 'embedding') return [0, product(shaped.inputShapes[0]!)];
      return multiplyAdds(shaped) / numWeights(layer);
    });
    const buffers = model.buffers.filter(({ layer }) => names.includes(layer));
    const hidden = buffers.find(({ structure }) => structure === 'hiddenState');
    return {
      block,
      numWeights: layers.reduce((sum, layer) => sum + numWeights(layer), 0),
      usesPerImage: [Math.min(...uses), Math.max(...uses)],
      activations: buffers
        .filter(({ structure }) => structure === 'activations')
        .reduce((sum, buffer) => sum + wordsPerImage(buffer), 0),
      hidden: hidden === undefined ? null : { numWords: hidden.numWords, steps: hidden.steps },
    };
  });
}
