import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { readTopology } from './topology';

/** A layer in Keras 3's format, called with the outputs of `sources`. */
function layer(className: string, name: string, sources: readonly string[]): object {
  const args = sources.map((source) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], dtype: 'float32', keras_history: [source, 0, 0] },
  }));
  return {
    module: 'keras.layers',
    class_name: className,
    name,
    config: { name },
    inbound_nodes: args.length === 0 ? [] : [{ args: args.length === 1 ? args : [args], kwargs: {} }],
  };
}

/** x + norm(dense(x)). */
const FUNCTIONAL = {
  module: 'keras',
  class_name: 'Functional',
  config: {
    name: 'functional',
    layers: [
      layer('Add', 'add', ['x', 'norm']),
      layer('InputLayer', 'x', []),
      layer('Dense', 'dense_7', ['x']),
      layer('BatchNormalization', 'norm', ['dense_7']),
    ],
    input_layers: ['x', 0, 0],
    output_layers: ['add', 0, 0],
  },
};

/** Nested lists. */
const nestedLists = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('readTopology', () => {
  test('puts the layers of a functional model of Keras 3 in order, with what each takes', () => {
    const { layers, outputs } = readTopology(FUNCTIONAL, 'f');
    expect(layers.map(({ name, sources }) => [name, sources])).toEqual([
      ['x', []],
      ['dense_7', ['x']],
      ['norm', ['dense_7']],
      ['add', ['x', 'norm']],
    ]);
    expect(outputs).toEqual(['add']);
  });

  test.each<[string, string, string, string]>([
    [
      'a layer that is not there',
      '"keras_history":["x",0,0]}}],',
      '"keras_history":["z",0,0]}}],',
      'Layer dense_7 takes z: expected a layer that comes before it',
    ],
    [
      'its own output',
      '"keras_history":["x",0,0]}}],',
      '"keras_history":["norm",0,0]}}],',
      'Layer add takes norm: expected a layer that comes before it',
    ],
    [
      'a second call that was never made',
      '["dense_7",0,0]',
      '["dense_7",1,0]',
      'takes norm: expected a layer that comes before it',
    ],
    [
      'a tensor by name',
      '"kwargs":{}',
      '"kwargs":{"mask":{"class_name":"__keras_tensor__"}}',
      'Layer add takes a tensor by name: expected inputs by place only',
    ],
    [
      'what is no tensor',
      '["dense_7",0,0]',
      '["dense_7"]',
      'Layer norm takes ["dense_7",{}]: expected the output of a layer',
    ],
  ])('refuses a layer that takes %s', (_, found, changed, message) => {
    const text = JSON.stringify(FUNCTIONAL);
    expect(text).toContain(found);
    const read = () => readTopology(JSON.parse(text.replace(found, changed)), 'f');
    expect(read).toThrow(AssetError);
    expect(read).toThrow(message);
  });

  test.each<[string, (deep: unknown) => object]>([
    ['settings', (deep) => ({ config: { name: 'a', units: 2, note: deep } })],
    ['calls', (deep) => ({ config: { name: 'a' }, inbound_nodes: [{ args: deep }] })],
  ])('refuses %s that nest deeper than JSON can be written', (_, parts) => {
    const model = (deep: unknown) => ({
      class_name: 'Sequential',
      config: { layers: [{ module: 'keras.layers', class_name: 'Dense', ...parts(deep) }] },
    });
    readTopology(model(nestedLists(100)), 'f');
    const read = () => readTopology(model(nestedLists(20_000)), 'f');
    expect(read).toThrow(AssetError);
    expect(read).toThrow(
      'f: The configuration nests more than 250 lists and objects: expected a Keras model',
    );
  });
});
