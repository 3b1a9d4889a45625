import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { readEmbeddedData, readModelFiles } from '../cli/session/assets';
import type { OwnAnswer } from '../core/site/ownPicture';
import type { Preview } from '../core/site/preview';
import { classNamesOf } from '../engine/datasets/classNames';
import { DEFAULT_SPEC } from '../experiment/settings/experimentSpec';
import { toInjection } from '../experiment/settings/toInjection';
import { serveEngine } from './engineHost';
import type { Assets, CallArgument, CallName, LoadedAssets, Reply, Request } from './protocol';

vi.mock('../engine/datasets/classNames', { spy: true });

const ASSETS: Assets = {
  model: 'lenet-fc',
  modelFiles: readModelFiles('lenet-fc', 'generated'),
  dataFiles: readEmbeddedData('digits', 100),
  weightsId: 'generated',
  dataId: 'generated',
};

/** An engine in this thread. Calls resolve with the messages that it posts. */
function startHost() {
  let receive: (request: Request) => void = () => {};
  const waiting: ((reply: Reply) => void)[] = [];
  serveEngine(
    { post: (reply) => waiting.shift()!(reply), listen: (listener) => (receive = listener) },
    { wasmPaths: undefined, gpu: async () => 'not asked for' },
  );
  return <Name extends CallName>(name: Name, argument: CallArgument<Name>) =>
    new Promise<Reply>((resolve) => {
      waiting.push(resolve);
      receive({ id: 0, name, argument } as Request);
    });
}

it('holds one network whatever it loads, and none after a load that failed late', async () => {
  const call = startHost();
  expect(await call('start', 'wasm')).toMatchObject({ kind: 'done' });
  const before = tf.memory().numTensors;
  expect(await call('load', ASSETS)).toMatchObject({ kind: 'done', result: { dataId: 'generated' } });
  const loaded = tf.memory().numTensors;
  expect(loaded).toBeGreaterThan(before);
  expect(await call('load', ASSETS)).toMatchObject({ kind: 'done' });
  expect(tf.memory().numTensors).toBe(loaded);

  vi.mocked(classNamesOf).mockRejectedValueOnce(new Error('no names'));
  expect(await call('load', ASSETS)).toMatchObject({ kind: 'failed', error: { message: 'no names' } });
  expect(tf.memory().numTensors).toBe(before);
  expect(await call('evaluate', [])).toMatchObject({ kind: 'failed', error: { name: 'BackendError' } });
});

it('has given up the old network when the next one is built', async () => {
  const call = startHost();
  await call('start', 'wasm');
  await call('load', ASSETS);
  const held: number[] = [];
  vi.mocked(classNamesOf).mockImplementationOnce(async () => {
    held.push(tf.memory().numTensors);
    return [];
  });
  const alone = tf.memory().numTensors;
  await call('load', ASSETS);
  expect(held).toHaveLength(1);
  expect(held[0]).toBeLessThanOrEqual(alone);
});

it('answers to a picture of the reader as to the same picture of the set, under the same trials', async () => {
  const call = startHost();
  await call('start', 'wasm');
  const loaded = await call('load', ASSETS);
  const { thumbnails } = (loaded as { result: LoadedAssets }).result;
  const injection = { ...toInjection(DEFAULT_SPEC, 1e-2, 2), numSamples: 3 };
  const preview = (await call('preview', injection)) as { result: Preview };
  const pixels = thumbnails.pixels.slice(2 * 784, 3 * 784);
  const injections = [toInjection(DEFAULT_SPEC, 0, 0), injection].map((one) => ({ ...one, numSamples: 1 }));
  const { result } = (await call('answers', { pixels, injections })) as { result: readonly OwnAnswer[] };
  const shown = preview.result.images[2]!;
  expect(result.map(({ predicted }) => predicted)).toEqual([shown.before, shown.after]);
  expect(result[1]!.confidence).toBeCloseTo(shown.afterConfidence, 4);
  expect(shown.afterConfidence).not.toBeCloseTo(shown.beforeConfidence, 4);
  const held = tf.memory().numTensors;
  await call('answers', { pixels, injections });
  expect(tf.memory().numTensors).toBe(held);
  expect(await call('answers', { pixels: pixels.slice(1), injections })).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('It has 783 values: expected 784') },
  });
});
