import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { numActivations } from '../../core/network/model';
import { blockReuse } from './reuse';

const reuseOf = (id: string) => blockReuse(CATALOG.get(id)!);

it('a dense weight is used once a sample, a kernel at every position', () => {
  expect(reuseOf('lenet-fc').map(({ block, usesPerImage }) => [block, ...usesPerImage])).toEqual([
    ['fc-1', 1, 1],
    ['fc-2', 1, 1],
    ['fc-3', 1, 1],
  ]);
  const [first, second] = reuseOf('lenet-cnn').map(({ usesPerImage }) => usesPerImage);
  // 26 x 26 and 24 x 24 positions of a 3 x 3 kernel without padding over 28 x 28 pixels.
  expect([first, second]).toEqual([
    [676, 676],
    [576, 576],
  ]);
});

it('a recurrent cell uses its weights and rewrites its state at each of 254 steps', () => {
  const [gru] = reuseOf('ti-gru');
  expect(gru).toMatchObject({
    numWeights: 143_400,
    usesPerImage: [254, 254],
    hidden: { numWords: 200, steps: 254 },
  });
});

it('a weight of a transformer is used at every position, a row of its table wherever the text has it', () => {
  expect(reuseOf('gpt-mini').map(({ block, usesPerImage }) => [block, ...usesPerImage])).toEqual([
    ['embed', 0, 32],
    ['block-1', 32, 32],
    ['block-2', 32, 32],
    ['head', 1, 1],
  ]);
  expect(reuseOf('gpt-mini').map(({ activations }) => activations)).toEqual([
    // The first normalisation of a block comes before its first layer with weights.
    ...[2 * 2_048 + 2_048, 36_864, 36_864, 37],
  ]);
});

it.each([...CATALOG.keys()])('%s: weights and activations of all blocks are those of Table 1', (id) => {
  const model = CATALOG.get(id)!;
  const reuse = blockReuse(model);
  const counted = reuse.reduce((sum, { activations }) => sum + activations, 0);
  const hidden = reuse.reduce(
    (sum, block) => sum + (block.hidden === null ? 0 : block.hidden.numWords * block.hidden.steps),
    0,
  );
  expect(counted + hidden).toBeGreaterThan(0);
  if (model.nodes.every(({ node }) => node.kind !== 'gru' && node.kind !== 'linear'))
    expect(counted).toBe(model.nodes.reduce((sum, node) => sum + numActivations(node), 0));
});
