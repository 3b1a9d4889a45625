import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../core/catalog';
import { AssetError } from '../../core/errors';
import { readCatalogWeights } from './catalogWeights';
import { checkSettings, readLayerSettings } from './checkSettings';
import { stockLayers, writeKerasFile } from './writeKerasFile.fake';

const nodeOf = (model: string, name: string) =>
  CATALOG.get(model)!.nodes.find(({ node }) => node.name === name)!.node;
const CONV = nodeOf('lenet-cnn', 'conv-1');
const GRU = CATALOG.get('ti-gru')!.nodes.find(({ node }) => node.kind === 'gru')!.node;
const LAST = nodeOf('lenet-fc', 'fc-3');

/** Checks layer `a` with these settings, `next` after it. */
function check(node: typeof CONV, config: object, isLast = false, next: readonly object[] = []): void {
  const layers = [{ class_name: 'Any', config: { name: 'a', ...config } }, ...next];
  checkSettings(
    'f',
    'a',
    readLayerSettings({ class_name: 'Sequential', config: { layers } }, 'f')!,
    node,
    isLast,
  );
}
const activation = (config: string) => ({ class_name: 'function', config });
const relu = { class_name: 'ReLU', config: { name: 'r' } };

describe('checkSettings', () => {
  test.each([
    ['nothing said', CONV, {}],
    [
      'a convolution as it is',
      CONV,
      { activation: 'relu', strides: [1, 1], padding: 'valid', dilation_rate: 1 },
    ],
    ['a function of Keras 3', CONV, { activation: activation('relu') }],
    ['a cell as it is', GRU, { activation: 'tanh', recurrent_activation: 'sigmoid', reset_after: false }],
  ])('takes %s', (_, node, config) => {
    expect(() => check(node, config)).not.toThrow();
  });

  test.each([
    [CONV, { activation: 'linear' }, 'f: Layer a has activation linear: expected relu'],
    [CONV, { activation: activation('elu') }, 'f: Layer a has activation elu: expected relu'],
    [CONV, { strides: [2, 2] }, 'f: Layer a has strides 2 x 2: expected 1 x 1'],
    [CONV, { padding: 'same' }, 'f: Layer a has padding same: expected valid'],
    [GRU, { reset_after: true }, 'f: Layer a has reset_after true: expected false'],
    [GRU, { recurrent_activation: 'hard_sigmoid' }, 'recurrent_activation hard_sigmoid: expected sigmoid'],
    [LAST, { activation: 'softmax' }, 'f: Layer a has activation softmax: expected linear'],
  ])('refuses %o with %o', (node, config, message) => {
    expect(() => check(node, config)).toThrow(AssetError);
    expect(() => check(node, config)).toThrow(message);
  });

  test('takes softmax at the end, and ReLU as a layer of its own', () => {
    check(LAST, { activation: 'softmax' }, true);
    check(CONV, { activation: 'linear' }, false, [relu]);
    expect(() => check(LAST, { activation: 'relu' }, true)).toThrow('expected linear or softmax');
  });
});

test('a catalogue model is refused whose file says that a layer computes something else', async () => {
  const model = CATALOG.get('lenet-fc')!;
  const read = async (found: string) => {
    const layers = model.nodes.map(({ node }) => ({
      class_name: 'Dense',
      config: { name: node.name, activation: found },
    }));
    const modelConfig = { class_name: 'Sequential', config: { layers: layers.slice(0, -1) } };
    const bytes = await writeKerasFile(stockLayers(model, 'second'), { modelConfig });
    const tensors = readCatalogWeights({ name: 'f.h5', blob: new Blob([bytes]) }, model);
    return (await tensors.next()).value?.name;
  };
  expect(await read('relu')).toBe('fc-1/kernel');
  await expect(read('tanh')).rejects.toThrow('f.h5: Layer fc-1 has activation tanh: expected relu');
});
