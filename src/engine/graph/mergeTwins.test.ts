import { expect, it } from 'vitest';
import type { FakeNode } from './networks.fake';
import { type FakeNetwork, openFake, randomTensor, runOpened } from './networks.fake';

/** Two dense layers that read the rounded output of a third, each through a node of its own. */
function rounded({ zeros = ['zero', 'zero'], scales = ['scale', 'scale'] } = {}): FakeNetwork {
  const restore = (at: 0 | 1): FakeNode => ({
    operator: 'DequantizeLinear',
    inputs: ['q', scales[at]!, ...(zeros[at] === '' ? [] : [zeros[at]!])],
    outputs: [`r${at}`],
  });
  const dense = (input: string, kernel: string, output: string): FakeNode => ({
    ...{ operator: 'MatMul', name: kernel, inputs: [input, kernel], outputs: [output] },
  });
  return {
    nodes: [
      dense('x', 'a', 'sum'),
      { operator: 'QuantizeLinear', inputs: ['sum', 'scale', 'zero'], outputs: ['q'] },
      ...[restore(0), restore(1), dense('r0', 'b', 'left'), dense('r1', 'c', 'right')],
      { operator: 'Add', inputs: ['left', 'right'], outputs: ['y'] },
    ],
    tensors: {
      ...{ a: randomTensor([3, 4], 1), b: randomTensor([4, 2], 2), c: randomTensor([4, 2], 3) },
      ...{ scale: { shape: [], values: [0.01] }, other: { shape: [], values: [0.02] } },
      ...{ zero: { shape: [], values: [0], type: 'int8' } },
    },
    input: ['batch', 3],
    output: ['batch', 2],
  };
}

const buffersOf = async (network: FakeNetwork) =>
  (await openFake(network)).description.buffers.map(({ node }) => node);

it('a rounded value that several nodes read is stored once', async () => {
  const buffers = await buffersOf(rounded());
  expect(buffers).toHaveLength(4);
  expect(buffers).toEqual(await buffersOf(rounded({ zeros: ['', ''] })));
  const opened = await openFake(rounded());
  // The sheet names both nodes of the file.
  const restored = opened.report.nodes.filter(({ kind }) => kind === 'dequantize');
  expect(restored).toHaveLength(1);
});

it('numbers of other scales are stored by themselves', async () => {
  expect(await buffersOf(rounded({ scales: ['scale', 'other'] }))).toHaveLength(5);
});

it('gives the answers of a network whose second layer reads the first node', async () => {
  const network = rounded();
  const nodes = network.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name) => (name === 'r1' ? 'r0' : name)),
  }));
  const samples = [0.1, -0.4, 0.9, 0.3, 0.2, -1];
  expect(await runOpened(await openFake(network), samples)).toEqual(
    await runOpened(await openFake({ ...network, nodes }), samples),
  );
  expect((await openFake(network)).description.id).toBe(
    (await openFake({ ...network, nodes })).description.id,
  );
});
