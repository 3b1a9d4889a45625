import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web';
import { rememberModel } from '../../core/network/catalog';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import type { SampleSet } from '../../engine/datasets/sampleSet';
import { mobileNetV2 } from '../../engine/graph/families.fake';
import { loadGraph } from '../../engine/graph/loadGraph';
import { networkBytes, numbers } from '../../engine/graph/networks.fake';
import { type OpenedGraph, openGraph } from '../../engine/graph/openGraph';
import { startDevice } from '../../engine/inference/devices';
import { Engine } from '../../engine/inference/engine';
import { NetworkRunner } from '../../engine/inference/networkRunner';
import { openOnnx } from '../../engine/onnx/openOnnx';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { toInjection } from '../../experiment/settings/toInjection';
import { nodeGpu } from '../../worker/nodeGpu';
import { benchOpening, openingPart } from './benchOpening';
import { compareTimes, milliseconds, print, processorMs, range } from './timing';

const PICTURE = 224;
/** Pictures of a trial, of which each is one inference of 300 million multiply-adds. */
const TRIAL_PICTURES = 8;
const BER = 1e-4;
const MAX_OVER_ONNXRUNTIME = 1.3;
const MAX_OVER_FAULT_FREE = 1.1;

/**
 * Times networks from ONNX files on WASM with one thread: a MobileNetV2 with random weights beside
 * onnxruntime-web, trials with faults beside the fault-free inference, and the opening of large
 * files. Each part runs in a process of its own, so that its peak memory is its own: `part` is what
 * such a process does, undefined in the first one.
 */
export async function benchReaders(rounds: number, part: string | undefined): Promise<number> {
  if (part === 'mobilenet') return benchMobileNet(rounds);
  if (part !== undefined) return openingPart(part);
  const runPart = (name: string) => {
    const args = [process.argv[1]!, '--networks', '--network', name, '--rounds', String(rounds)];
    return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
  };
  return runPart('mobilenet') || benchOpening(runPart);
}

async function benchMobileNet(rounds: number): Promise<number> {
  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  print(
    `MobileNetV2, ${PICTURE} x ${PICTURE}, random weights, WASM with one thread, processor time of ${rounds} rounds`,
  );
  const content = networkBytes(mobileNetV2(PICTURE));
  const opened = await openGraph(await openOnnx({ name: 'mobilenet-v2.onnx', blob: new Blob([content]) }));
  rememberModel(opened.description);
  await benchInference(opened, content, rounds);
  await benchTrials(opened, rounds);
  return 0;
}

async function benchInference(
  opened: OpenedGraph,
  content: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<void> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(content);
  const picture = Float32Array.from(numbers(3 * PICTURE * PICTURE, 5));
  const theirs = new ort.Tensor('float32', picture, [1, 3, PICTURE, PICTURE]);
  const network = await loadGraph(opened);
  const runner = new NetworkRunner(network);
  const ours = tf.transpose(tf.tensor(picture, [1, 3, PICTURE, PICTURE]), [0, 2, 3, 1]);
  const run = async () => {
    const scores = tf.tidy(() => runner.run(ours as tf.Tensor).scores);
    await scores.data();
    scores.dispose();
  };
  const runTheirs = async () => void (await session.run({ x: theirs }));
  const { a, b, ratio } = await compareTimes(run, runTheirs, rounds, processorMs);
  print(
    `  inference ${milliseconds(a, 1)}, onnxruntime-web ${milliseconds(b, 1)}, ratio ${range(ratio)} ` +
      `(target: at most ${MAX_OVER_ONNXRUNTIME})`,
  );
  await session.release();
  ours.dispose();
  network.dispose();
}

async function benchTrials(opened: OpenedGraph, rounds: number): Promise<void> {
  const engine = new Engine(await loadGraph(opened), pictures(), { shortcuts: NO_SHORTCUTS });
  const base = { ...specOfModel(opened.description.id, DEFAULT_SPEC), numSamples: TRIAL_PICTURES };
  let trial = 0;
  const faulty = async () => void (await engine.evaluate([toInjection(base, BER, trial++)]));
  const faultFree = async () => void (await engine.correct(null, TRIAL_PICTURES));
  const { a, b, ratio } = await compareTimes(
    faulty,
    faultFree,
    Math.max(3, Math.ceil(rounds / 3)),
    processorMs,
  );
  print(
    `  trial of ${TRIAL_PICTURES} pictures at ${BER} ${milliseconds(a, 1)}, fault-free ${milliseconds(b, 1)}, ` +
      `ratio ${range(ratio)} (target: at most ${MAX_OVER_FAULT_FREE})`,
  );
  engine.dispose();
}

/** Random pictures, channels last, with classes that no network knows. */
function pictures(): SampleSet {
  const size = 3 * PICTURE * PICTURE;
  return {
    kind: 'own',
    numSamples: TRIAL_PICTURES,
    labels: Array.from({ length: TRIAL_PICTURES }, (_, index) => index),
    digest: '',
    inputs: (first, end) => Float32Array.from(numbers((end - first) * size, first + 1)),
    thumbnailShape: [1, 1, 1],
    thumbnail: () => new Uint8Array(1),
    sound: () => null,
    notes: [],
    origins: [],
  };
}
