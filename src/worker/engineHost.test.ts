import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { readEmbeddedData, readModelFiles } from '../cli/session/assets';
import type { OwnReply } from '../core/site/ownSample';
import type { Preview } from '../core/site/preview';
import { classNamesOf } from '../engine/datasets/classNames';
import { decodeMulaw } from '../engine/datasets/speech/mulaw';
import { startDevice } from '../engine/inference/devices';
import { FakeGpuDevice } from '../engine/inference/gpuDevice.fake';
import { watchAllocations } from '../engine/inference/guardMemory';
import { DEFAULT_SPEC } from '../experiment/settings/experimentSpec';
import { specOfModel } from '../experiment/settings/specOfModel';
import { toInjection } from '../experiment/settings/toInjection';
import { generateSpeech } from '../generate/speech/speech';
import { serveEngine } from './engineHost';
import type { Assets, CallArgument, CallName, LoadedAssets, Reply, Request } from './protocol';

vi.mock('../engine/datasets/classNames', { spy: true });
vi.mock('../engine/inference/devices', { spy: true });

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
  const input = { kind: 'picture', pixels } as const;
  const reply = (await call('answers', { input, injections })) as { result: OwnReply };
  const result = reply.result.answers;
  const shown = preview.result.images[2]!;
  expect(result.map(({ predicted }) => predicted)).toEqual([shown.before, shown.after]);
  expect(result[1]!.confidence).toBeCloseTo(shown.afterConfidence, 4);
  expect(shown.afterConfidence).not.toBeCloseTo(shown.beforeConfidence, 4);
  const held = tf.memory().numTensors;
  await call('answers', { input, injections });
  expect(tf.memory().numTensors).toBe(held);
  expect(
    await call('answers', { input: { kind: 'picture', pixels: pixels.slice(1) }, injections }),
  ).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('It has 783 values: expected 784') },
  });
});

it('counts the same in smaller batches when the memory refuses large ones, and ends in a sentence', async () => {
  const call = startHost();
  await call('start', 'wasm');
  const { wasm } = tf.backend() as BackendWasm;
  const allocate = wasm._malloc;
  let largest = Number.POSITIVE_INFINITY;
  // No memory has room for 4 GiB.
  wasm._malloc = (bytes) => allocate(bytes > largest ? 2 ** 32 - 1 : bytes);
  const spec = { ...DEFAULT_SPEC, structures: ['activations'] as const };
  const injections = [1e-3, 1e-2].map((ber) => ({ ...toInjection(spec, ber, 3), numSamples: 100 }));
  const evaluateWith = async (divisor: number, bytes: number) => {
    await call('divideBatches', divisor);
    await call('load', ASSETS);
    largest = bytes;
    const reply = await call('evaluate', injections);
    largest = Number.POSITIVE_INFINITY;
    return reply;
  };
  const expected = await evaluateWith(1, largest);
  expect(expected).toMatchObject({ kind: 'done' });
  const inputOf = (numSamples: number) => 4 * 784 * numSamples;

  // Batches of 1,000, 125 and 62 of 100 samples.
  const room = inputOf(70);
  const refused = { kind: 'failed', error: { name: 'MemoryError' } };
  expect(await evaluateWith(1, room)).toMatchObject(refused);
  expect(await evaluateWith(8, room)).toMatchObject(refused);
  expect(await evaluateWith(16, room)).toEqual(expected);
  expect(await evaluateWith(1024, room)).toEqual(expected);

  const sentence = (what: string) => ({
    kind: 'failed',
    error: { name: 'BackendError', message: expect.stringContaining(`does not hold ${what}. Close`) },
  });
  expect(await evaluateWith(1024, inputOf(1) - 1)).toMatchObject(
    sentence('LeNetFC even with one sample at a time'),
  );
  largest = inputOf(1);
  expect(await call('load', ASSETS)).toMatchObject(sentence('LeNetFC'));
});

it('reports a GPU whose memory ran out beside a call that seemed to succeed, until batches fit', async () => {
  const gpu = new FakeGpuDevice();
  // The network runs on WASM; the fake device alone reports errors.
  vi.mocked(startDevice).mockImplementationOnce(async () => ({
    ...(await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' })),
    hasRunOut: watchAllocations(gpu),
  }));
  const call = startHost();
  await call('start', 'webgpu');
  await call('load', ASSETS);
  const injections = [{ ...toInjection(DEFAULT_SPEC, 1e-3, 3), numSamples: 100 }];
  const expected = await call('evaluate', injections);
  gpu.report('GPUValidationError');
  expect(await call('evaluate', injections)).toEqual(expected);

  gpu.report('GPUOutOfMemoryError');
  // Results are not to be trusted. The pool replaces the worker by one with smaller batches.
  for (let time = 0; time < 2; time++) {
    expect(await call('evaluate', injections)).toMatchObject({
      kind: 'failed',
      error: { name: 'MemoryError', message: 'The GPU has no memory left' },
    });
  }
  await call('divideBatches', 1024);
  expect(await call('evaluate', injections)).toMatchObject({
    kind: 'failed',
    error: { name: 'BackendError', message: expect.stringContaining('even with one sample at a time') },
  });
});

it('hears a recording of the reader as the same recording of the set, at any rate and with silence', async () => {
  const call = startHost();
  await call('start', 'wasm');
  const spec = specOfModel('ti-gru', DEFAULT_SPEC);
  await call('load', {
    ...{ model: 'ti-gru', modelFiles: readModelFiles('ti-gru', 'generated'), weightsId: 'generated' },
    ...{ dataFiles: readEmbeddedData('speech', 100), dataId: 'generated' },
  } as Assets);
  const injections = [{ ...toInjection(spec, 0, 0), numSamples: 1 }];
  const { recordings, labels } = generateSpeech('test', 0, 4);
  for (const [index, recording] of recordings.entries()) {
    const samples = new Float32Array(2 * (recording.length + 6400));
    // Twice the rate: each sample twice, between 0.4 s of silence.
    for (const [at, value] of decodeMulaw(recording).entries())
      samples.fill(value, 6400 + 2 * at, 6402 + 2 * at);
    const input = { kind: 'sound', samples, rate: 16_000 } as const;
    const { result } = (await call('answers', { input, injections })) as { result: OwnReply };
    expect(result.answers.map(({ predicted }) => predicted)).toEqual([labels[index]]);
    expect(result.heard!.length).toBeLessThan(recording.length + 8 * 80);
    expect(result.seen.pixels).toHaveLength(result.seen.rows * result.seen.columns);
  }
  const picture = { kind: 'picture', pixels: new Uint8Array(784) } as const;
  expect(await call('answers', { input: picture, injections })).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('expected a network that reads small pictures') },
  });
});

it('writes on after a text, without faults as the grammar has it and with many in other words', async () => {
  const call = startHost();
  await call('start', 'wasm');
  const spec = specOfModel('gpt-mini', DEFAULT_SPEC);
  await call('load', {
    ...{ model: 'gpt-mini', modelFiles: readModelFiles('gpt-mini', 'generated'), weightsId: 'generated' },
    ...{ dataFiles: readEmbeddedData('text', 100), dataId: 'generated' },
  } as Assets);
  const injections = [0, 0.2].map((ber) => ({ ...toInjection(spec, ber, 0), numSamples: 1 }));
  const input = { kind: 'text', text: 'a bit. a word of 24 bits has 3 b' } as const;
  const { result } = (await call('answers', { input, injections })) as { result: OwnReply };
  expect(result.written.map(({ length }) => length)).toEqual([64, 64]);
  expect(result.written[0]).toMatch(/^ytes\. [a-z0-9]/);
  expect(result.written[1]!.slice(0, 5)).not.toBe('ytes.');
  expect(String.fromCharCode(...result.seen.pixels)).toBe(input.text);
});
