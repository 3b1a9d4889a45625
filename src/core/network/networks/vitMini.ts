import { describeGraph } from '../graphModel';
import type { CatalogModel } from '../model';
import { GraphNodes } from './graphNodes';
import { addPositions, layerNorm, linear, transformerBlocks } from './transformer';

const PATCH = 7;
const SIDE = 28 / PATCH;
const WIDTH = 64;

/**
 * A vision transformer (Dosovitskiy et al. 2021) for digits: 16 patches of 7x7 pixels, three blocks
 * of four heads, and the mean of all positions in place of a class token.
 */
export const VIT_MINI: CatalogModel = vitMini();

function vitMini(): CatalogModel {
  const graph = new GraphNodes();
  const numValues = PATCH ** 2;
  const patches = graph.add(
    'patches',
    { kind: 'spaceToDepth', size: PATCH },
    [{ name: '', shape: [28, 28, 1] }],
    [SIDE, SIDE, numValues],
  );
  const rows = graph.add(
    'patch-rows',
    { kind: 'reshape', shape: [SIDE ** 2, numValues] },
    [patches],
    [SIDE ** 2, numValues],
  );
  const embedded = addPositions(graph, linear(graph, 'embed', rows, WIDTH));
  const sizes = { numBlocks: 3, heads: 4, hidden: 2 * WIDTH, isCausal: false };
  const normed = layerNorm(graph, 'norm', transformerBlocks(graph, embedded, sizes));
  const pooled = graph.add(
    'pool',
    { kind: 'reduce', reduction: 'mean', axes: [0], keepsAxes: false },
    [normed],
    [WIDTH],
  );
  linear(graph, 'head', pooled, 10);
  return describeGraph({
    id: 'vit-mini',
    title: 'ViT-mini',
    dataKind: 'digits',
    inputShape: [28, 28, 1],
    ...graph,
    weightFormat: 'Q2.6',
    activationFormat: 'Q6.6',
    weights: ['generated'],
    paper: null,
  });
}
