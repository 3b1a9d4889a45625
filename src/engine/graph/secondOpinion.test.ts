import * as ort from 'onnxruntime-web';
import { beforeAll, expect, it } from 'vitest';
import { startDevice } from '../inference/devices';
import { FAMILIES } from './families.fake';
import { difference, networkBytes, numbers, openFake, runOpened } from './networks.fake';

// A second opinion on whole networks: onnxruntime-web reads the same files.

const NUM_SAMPLES = 1000;
/** Parts of a sample with a level each: the channels of a picture. */
const NUM_LEVELS = 3;

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' });
});

it.each(Object.entries(FAMILIES))('%s gives the answers of onnxruntime-web', async (_, network) => {
  const lengths = network.input.slice(1).map(Number);
  const size = lengths.reduce((count, length) => count * length, 1);
  const classes = Number(network.output[1]);
  const samples = variedSamples(size);
  const session = await ort.InferenceSession.create(networkBytes(network));
  const { y } = await session.run({
    x: new ort.Tensor('float32', Float32Array.from(samples), [NUM_SAMPLES, ...lengths]),
  });
  const wanted = Array.from(y!.data as Float32Array);
  await session.release();

  const found = await runOpened(await openFake(network), samples);

  expect(difference(found, wanted)).toBeLessThan(1e-4);
  const answers = answersOf(wanted, classes);
  expect(new Set(answers).size, 'classes among the answers').toBeGreaterThan(1);
  const equal = answersOf(found, classes).filter((answer, sample) => answer === answers[sample]);
  expect(equal.length).toBeGreaterThanOrEqual(0.999 * NUM_SAMPLES);
});

/** Noise around levels that differ from sample to sample, so that the answers differ too. */
function variedSamples(size: number): number[] {
  const levels = numbers(NUM_SAMPLES * NUM_LEVELS, 78);
  return numbers(NUM_SAMPLES * size, 77).map((noise, index) => {
    const [sample, place] = [Math.floor(index / size), index % size];
    return noise + 4 * levels[sample * NUM_LEVELS + Math.floor((place * NUM_LEVELS) / size)]!;
  });
}

/** The class with the highest score of each sample. */
function answersOf(scores: readonly number[], classes: number): number[] {
  return Array.from({ length: scores.length / classes }, (_, sample) => {
    const row = scores.slice(sample * classes, (sample + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}
