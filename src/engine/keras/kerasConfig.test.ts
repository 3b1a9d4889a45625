import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { readKerasConfig } from './kerasConfig';
import { readKerasZip } from './kerasZip';

/** A dense layer inside `depth` models, each named by its depth. */
function nestedModels(depth: number): object {
  let layer: object = { class_name: 'Dense', config: { name: 'dense', units: 2 } };
  for (let level = depth; level > 0; level--) {
    layer = { class_name: 'Sequential', config: { name: `s${level}`, layers: [layer] } };
  }
  return layer;
}

/** Lists inside one another. */
const nestedLists = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('readKerasConfig', () => {
  test('reads each of 16 models inside one another once', () => {
    let numReads = 0;
    const counted = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(counted);
      const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, counted(inner)]));
      if (copy.class_name !== 'Dense') return copy;
      const { config } = copy;
      return Object.defineProperty(copy, 'config', { enumerable: true, get: () => ++numReads && config });
    };
    let { layers } = readKerasConfig(counted(nestedModels(17)), 'f');
    const shallow = numReads;
    for (let level = 0; level < 16; level++) layers = layers[0]!.layers!;
    expect(layers).toEqual([{ name: 'dense', className: 'Dense' }]);
    numReads = 0;
    readKerasConfig(counted(nestedModels(1)), 'f');
    expect(shallow).toBe(numReads);
  });

  test('refuses models deeper than 16, at once however deep', () => {
    const read = () => readKerasConfig(nestedModels(31), 'f');
    expect(read).toThrow(AssetError);
    expect(read).toThrow(
      'f: Layer s19 (Sequential) is 17 layers deep: expected at most 16, one inside the other',
    );
  });

  test.each<[string, (deep: unknown) => object]>([
    ['settings', (deep) => ({ name: 'a', units: 2, note: deep })],
    ['a wrapped layer', (deep) => ({ name: 'a', layer: { class_name: 'Dense', config: { note: deep } } })],
  ])('refuses %s that nest deeper than JSON can be written', (_, config) => {
    const model = (deep: unknown) => ({
      class_name: 'Sequential',
      config: { layers: [{ module: 'keras.layers', class_name: 'Dense', config: config(deep) }] },
    });
    readKerasConfig(model(nestedLists(100)), 'f');
    expect(() => readKerasConfig(model(nestedLists(20_000)), 'f')).toThrow(AssetError);
    expect(() => readKerasConfig(model(nestedLists(20_000)), 'f')).toThrow(
      'f: The configuration nests more than 250 lists and objects: expected a Keras model',
    );
  });

  test('refuses a layer whose name is no text', () => {
    const layers = [{ class_name: 'NoSuch', config: { name: { toString: 0 } } }];
    expect(() => readKerasConfig({ class_name: 'Sequential', config: { layers } }, 'f')).toThrow(
      'f: Layer {"toString":0} is a NoSuch: expected a layer that tfjs-layers has',
    );
  });

  test('refuses calls whose arguments nest as deep', () => {
    const layer = (args: unknown) => ({
      class_name: 'Dense',
      name: 'a',
      config: { name: 'a' },
      inbound_nodes: [{ args }],
    });
    const model = { class_name: 'Functional', config: { layers: [layer(nestedLists(20_000))] } };
    expect(() => readKerasConfig(model, 'f')).toThrow(AssetError);
  });
});

describe('readKerasZip', () => {
  test('refuses a configuration of more than 64 MB before it is unpacked', async () => {
    const zip = zipSync({
      'config.json': new Uint8Array(64 * 2 ** 20 + 1),
      'model.weights.h5': new Uint8Array(1),
    });
    await expect(readKerasZip({ name: 'f.keras', blob: new Blob([new Uint8Array(zip)]) })).rejects.toThrow(
      'f.keras: config.json unpacks to 67108865 bytes: expected at most 67108864',
    );
  });
});
