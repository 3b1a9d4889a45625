import { CHARACTERS, CONTEXT_LENGTH } from '../../samples/characters';
import { describeGraph } from '../graphModel';
import type { CatalogModel } from '../model';
import { GraphNodes } from './graphNodes';
import { addPositions, layerNorm, linear, transformerBlocks } from './transformer';

const WIDTH = 64;

/**
 * Nodes that take the last position, whose scores are the network's output. Training leaves them
 * out: every position then predicts the character after it.
 */
export const LAST_POSITION: readonly string[] = ['last', 'last-row'];

/**
 * A character GPT (Radford et al. 2018): reads 32 characters, each at its position, and predicts
 * the next one. Two blocks of four heads, in which a position reads those before it alone.
 */
export const GPT_MINI: CatalogModel = gptMini();

function gptMini(): CatalogModel {
  const graph = new GraphNodes();
  const inputShape = [CONTEXT_LENGTH];
  const embedded = graph.add(
    'embed',
    { kind: 'embedding', units: WIDTH },
    [{ name: '', shape: inputShape }],
    [CONTEXT_LENGTH, WIDTH],
    [['table', 'weights', [CHARACTERS.length, WIDTH]]],
  );
  const sizes = { numBlocks: 2, heads: 4, hidden: 2 * WIDTH, isCausal: true };
  const normed = layerNorm(graph, 'norm', transformerBlocks(graph, addPositions(graph, embedded), sizes));
  const last = graph.add(
    LAST_POSITION[0]!,
    { kind: 'slice', begin: [CONTEXT_LENGTH - 1, 0], end: [CONTEXT_LENGTH, WIDTH], steps: [1, 1] },
    [normed],
    [1, WIDTH],
  );
  const row = graph.add(LAST_POSITION[1]!, { kind: 'reshape', shape: [WIDTH] }, [last], [WIDTH]);
  linear(graph, 'head', row, CHARACTERS.length);
  return describeGraph({
    id: 'gpt-mini',
    title: 'GPT-mini',
    dataKind: 'text',
    inputShape,
    ...graph,
    weightFormat: 'Q2.6',
    activationFormat: 'Q6.6',
    weights: ['generated'],
    paper: null,
  });
}
