import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { toInjection } from '../../experiment/settings/toInjection';
import { shippedEngine } from './shippedEngine.fake';

beforeAll(() => tf.setBackend('wasm'));

it.each(['lenet-fc', 'lenet-cnn', 'resnet50-mini', 'ti-gru'])(
  'gives the same scores and flips bit for bit one sample at a time: %s',
  async (id) => {
    const recurrent = id === 'ti-gru' ? (['hiddenState'] as const) : [];
    const structures = ['weights', 'activations', ...recurrent] as const;
    const spec = { ...specOfModel(id, DEFAULT_SPEC), structures };
    const injection = { ...toInjection(spec, 1e-3, 4), numSamples: 2 };
    const [together, alone] = await Promise.all(
      [1, 1024].map(async (batchDivisor) => {
        const engine = await shippedEngine(id, 2, { batchDivisor });
        try {
          return await engine.scores(injection);
        } finally {
          engine.dispose();
        }
      }),
    );
    expect(together!.flips).toBeGreaterThan(0);
    expect(alone).toEqual(together);
  },
);
