import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, input, layers, loadLayersModel, model } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { GruLayer } from './gruLayer';

const SEED = 2018;

function smallModel(seed = SEED) {
  const sequences = input({ shape: [5, 4] });
  const kernelInitializer = initializers.glorotUniform({ seed });
  const states = new GruLayer({ name: 'gru', units: 6, kernelInitializer }).apply(sequences);
  return model({ inputs: sequences, outputs: layers.flatten().apply(states) as never });
}

const sequences = () => tf.randomNormal([3, 5, 4], 0, 1, 'float32', 1);

describe.each(['cpu', 'wasm'])('GruLayer on %s', (backend) => {
  test("agrees with tfjs's layer of the same weights", async () => {
    await tf.setBackend(backend);
    tf.tidy(() => {
      const own = new GruLayer({ units: 6, kernelInitializer: initializers.glorotUniform({ seed: SEED }) });
      const stock = layers.gru({
        units: 6,
        returnSequences: true,
        recurrentActivation: 'sigmoid',
        recurrentInitializer: 'glorotUniform',
      });
      const x = sequences();
      const found = (own.apply(x) as tf.Tensor).dataSync();
      stock.apply(x);
      stock.setWeights(own.getWeights());
      const wanted = (stock.apply(x) as tf.Tensor).dataSync();
      expect(Math.max(...found.map((value, index) => Math.abs(value - wanted[index]!)))).toBeLessThan(1e-5);
    });
  });

  test('reads a kernel that was written anew, and keeps no tensor of the old one', async () => {
    await tf.setBackend(backend);
    const network = smallModel();
    const recurrentKernel = network.getLayer('gru').weights[1]!;
    const x = sequences();
    const before = tf.memory();
    const outputs = [1, 2, 3].map((seed) => {
      const drawn = tf.randomNormal([6, 18], 0, 1, 'float32', seed);
      recurrentKernel.write(drawn);
      drawn.dispose();
      return tf.tidy(() => (network.apply(x) as tf.Tensor).dataSync().join());
    });
    expect(new Set(outputs).size).toBe(3);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    network.dispose();
    x.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors - 4);
  });
});

describe('GruLayer', () => {
  test("has Keras's weights in Keras's order", async () => {
    await tf.setBackend('cpu');
    const gru = smallModel().getLayer('gru');
    expect(gru.weights.map(({ originalName, shape }) => [originalName, shape])).toEqual([
      ['gru/kernel', [4, 18]],
      ['gru/recurrentKernel', [6, 18]],
      ['gru/bias', [18]],
    ]);
    expect(gru.outputShape).toEqual([null, 5, 6]);
  });

  test('draws different kernels from one seed, the same again, others from another; none start at 0', async () => {
    await tf.setBackend('cpu');
    const drawn = (seed: number) =>
      smallModel(seed)
        .getWeights()
        .map((weight) => [...weight.dataSync()]);
    const [kernel, recurrentKernel, bias] = drawn(SEED);
    expect(bias).toEqual(new Array(18).fill(0));
    expect(new Set([...kernel!, ...recurrentKernel!]).size).toBe(10 * 18);
    expect(drawn(SEED)).toEqual([kernel, recurrentKernel, bias]);
    expect(drawn(SEED + 1)[0]).not.toEqual(kernel);
    const loaded = new GruLayer({ units: 6 });
    loaded.build([null, 5, 4]);
    expect(loaded.getWeights().every((weight) => weight.dataSync().every((value) => value === 0))).toBe(true);
  });

  test('comes back from a save with the same outputs', async () => {
    await tf.setBackend('cpu');
    const network = smallModel();
    let files: tf.io.ModelArtifacts = {};
    await network.save(
      tf.io.withSaveHandler(async (artifacts) => {
        files = artifacts;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }),
    );
    const loaded = await loadLayersModel(tf.io.fromMemory(files));
    const x = sequences();
    expect((loaded.apply(x) as tf.Tensor).dataSync()).toEqual((network.apply(x) as tf.Tensor).dataSync());
  });

  test('refuses inputs that are not sequences', () => {
    expect(() => new GruLayer({ units: 6 }).build([null, 28])).toThrow(
      'Cannot build a GRU for inputs [, 28]: expected [batch, steps, features]',
    );
  });
});
