import * as tf from '@tensorflow/tfjs-core';
import { DEVICE_PREFERENCES } from '../../core/device';
import { SpecError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { formatBer } from '../../core/pattern/ber';
import type { Injection } from '../../core/site/injection';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import { startDevice } from '../../engine/inference/devices';
import { Engine } from '../../engine/inference/engine';
import { StaticFaults } from '../../engine/injection/staticFaults';
import { loadNetwork } from '../../engine/loading/loadNetwork';
import { loadSamples } from '../../engine/loading/loadSamples';
import type { Network } from '../../engine/nodes/network';
import { quantile } from '../../experiment/curve/statistics';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { checkChoice } from '../../experiment/settings/settingError';
import { siteOf, toInjection } from '../../experiment/settings/toInjection';
import { trainingModel } from '../../train/trainingModel';
import { nodeGpu } from '../../worker/nodeGpu';
import { startNodePool } from '../../worker/nodePool';
import type { PooledEngine } from '../../worker/pool';
import { benchDynamic } from '../bench/benchDynamic';
import { benchNetworks } from '../bench/benchNetworks';
import { benchShortcuts } from '../bench/benchShortcuts';
import { compareTimes, milliseconds, print, range } from '../bench/timing';
import { printStatus, runCommand } from '../options/command';
import { wholeNumberOf } from '../options/numbers';
import { rejectModelFile } from '../options/rejectModelFile';
import { rejectUnsupported, unsupportedBeside } from '../options/unsupportedOptions';
import { wrapText } from '../options/wrapText';
import { readEmbeddedData, readModelFiles } from '../session/assets';

/** Networks with weights in public/models. */
const SHIPPED = [...CATALOG.values()]
  .filter(({ weights }) => weights.includes('generated'))
  .map(({ id }) => id);

const USAGE = `Usage: npm run bench -- [--device <name>] [--rounds <n>]
       npm run bench -- --dynamic [--model <id>] [--device <name>] [--rounds <n>]
       npm run bench -- --shortcuts [--trials <n>] [--device <name>]
       npm run bench -- --full-size
       npm run bench -- --networks [--rounds <n>]

Measures LeNetFC on 1,000 generated digits, and what --dynamic measures. What is compared runs in
turn, so the ratios hold on a noisy machine. The exit code tells nothing of speed: it is 1 where a
count differs with a shortcut.

Options (defaults in brackets):
  --dynamic        only faults in activations and hidden state, of every network
  --model <id>     ${wrapText(`of this network: ${SHIPPED.join(', ')}`, 19)}
  --shortcuts      only a sweep of LeNetFC's layers, with each shortcut and without
  --trials <n>     trials of that sweep at each rate; under 20 the speed-up gets no verdict [50]
  --full-size      only float inference of ResNet50, VGG16 and TiGRU: time and memory
  --networks       only networks from ONNX files: inference beside onnxruntime-web, trials, opening
  --device <name>  auto, webgpu, wasm or cpu [wasm]
  --rounds <n>     timings of which the median is printed [15]
  --help           print this text
`;

/** Options that each bench ignores. Two benches set `network` for their own processes. */
const UNSUPPORTED = {
  dynamic: ['trials', 'network'],
  shortcuts: ['model', 'rounds', 'network'],
  'full-size': ['model', 'trials', 'device', 'rounds'],
  networks: ['model', 'trials', 'device'],
} as const;
const BENCHES = Object.keys(UNSUPPORTED) as (keyof typeof UNSUPPORTED)[];

const NUM_IMAGES = DEFAULT_SPEC.numSamples;
const RATES = [1e-5, 1e-4, 1e-3, 1e-2];
/** Trials per timing of a pool: enough that its two workers both stay busy. */
const POOL_TRIALS = 32;

const OPTIONS = {
  device: { type: 'string' },
  rounds: { type: 'string' },
  'full-size': { type: 'boolean' },
  networks: { type: 'boolean' },
  network: { type: 'string' },
  dynamic: { type: 'boolean' },
  model: { type: 'string' },
  shortcuts: { type: 'boolean' },
  trials: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const [bench, second] = BENCHES.filter((name) => values[name]);
  if (second !== undefined)
    throw new SpecError(second, `Cannot use --${bench} and --${second}: expected one of them`);
  if (bench !== undefined) rejectUnsupported(values, unsupportedBeside(`--${bench}`, UNSUPPORTED[bench]));
  else rejectUnsupported(values, { model: 'it takes --dynamic', trials: 'it takes --shortcuts' });
  if (bench === 'full-size') return benchNetworks(values.network);
  const preference = checkChoice('device', values.device ?? 'wasm', DEVICE_PREFERENCES);
  if (bench === 'shortcuts')
    return benchShortcuts(preference, wholeNumberOf('trials', values.trials ?? '50', 1, 1000));
  const rounds = wholeNumberOf('rounds', values.rounds ?? '15', 3, 1000);
  if (bench === 'networks')
    return (await import('../bench/benchReaders')).benchReaders(rounds, values.network);
  rejectModelFile(values.model);
  const models = values.model === undefined ? SHIPPED : [checkChoice('model', values.model, SHIPPED)];

  const { device, adapter, reason } = await startDevice(preference, { wasmPaths: undefined, gpu: nodeGpu });
  print(`Device: ${device} (${adapter}): ${reason}`);
  if (bench === 'dynamic') return benchDynamic(rounds, models);
  print(`${NUM_IMAGES} images, LeNetFC, Q2.6, medians of ${rounds} rounds with the 10-90 % range\n`);
  await benchInjection(rounds);
  await benchTrial(rounds);
  await benchWorkers(device, rounds);
  return benchDynamic(rounds, models);
});

/** Draw, XOR and dequantise all weights against a plain copy of the same bytes. */
async function benchInjection(rounds: number): Promise<void> {
  const { network, faults } = await loadFaults();
  faults.quantize(siteOf(DEFAULT_SPEC));
  const kernels = network.stored
    .filter(({ shape }) => shape.length === 2)
    .map(({ name }) => network.read(name));
  const repeats = 20;
  const copy = async () => {
    let last: tf.Tensor | undefined;
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const kernel of kernels) {
        last?.dispose();
        last = tf.slice(kernel, [0, 0], kernel.shape as [number, number]);
      }
    }
    await finish(last!);
  };
  print('Draw + XOR + dequantise against a plain copy of the same bytes');
  for (const ber of RATES) {
    const inject = async () => {
      let last: tf.Tensor | undefined;
      for (let trial = 0; trial < repeats; trial++) {
        last?.dispose();
        last = faults.inject(toInjection(DEFAULT_SPEC, ber, trial)).flips;
      }
      await finish(last!);
    };
    const { a, b, ratio } = await compareTimes(inject, copy, rounds);
    print(
      `  ${formatBer(ber).padEnd(6)} inject ${milliseconds(a, repeats)}  copy ${milliseconds(b, repeats)}  ratio ${range(ratio)}`,
    );
  }
  faults.dispose();
  network.dispose();
}

/** A whole trial against the stock model's own prediction of the same images in the same batch. */
async function benchTrial(rounds: number): Promise<void> {
  const model = CATALOG.get(DEFAULT_SPEC.model)!;
  const data = await loadSamples(readEmbeddedData('digits', NUM_IMAGES), false);
  const network = await loadLeNet();
  const stock = trainingModel(network);
  const images = tf.tensor(data.inputs(0, NUM_IMAGES), [NUM_IMAGES, ...model.inputShape]);
  const engine = new Engine(network, data, {
    shortcuts: { ...NO_SHORTCUTS, emptyTrials: true },
  });
  const predict = async () => {
    const output = stock.predict(images, { batchSize: NUM_IMAGES }) as tf.Tensor;
    await finish(output);
  };
  print('\nOne trial against the stock LayersModel.predict (target: at most 1.15 up to 1e-3)');
  let trial = 0;
  for (const ber of RATES) {
    const run = async () => void (await engine.evaluate([toInjection(DEFAULT_SPEC, ber, trial++)]));
    const { a, b, ratio } = await compareTimes(run, predict, rounds);
    print(
      `  ${formatBer(ber).padEnd(6)} trial ${milliseconds(a, 1)}  predict ${milliseconds(b, 1)}  ratio ${range(ratio)}`,
    );
  }
  const free = Array.from({ length: 1000 }, (_, index) => toInjection(DEFAULT_SPEC, 1e-12, index));
  const { a, b } = await compareTimes(async () => void (await engine.evaluate(free)), predict, 3);
  print(
    `  no flips: 1,000 trials ${milliseconds(a, 1)}, of which one fault-free inference is ${milliseconds(b, 1)}`,
  );
  engine.dispose();
  stock.dispose();
  images.dispose();
}

/** Trials per second of one and of two engine workers. */
async function benchWorkers(device: 'webgpu' | 'wasm' | 'cpu', rounds: number): Promise<void> {
  const one = await loadedPool(device, 1);
  const two = await loadedPool(device, 2);
  const numTwo = two.engine.parallel;
  print(
    `\nTrials per second, 1 and ${numTwo} engine workers (the authors' PyTorch code: 41 on 2 cores; target: 82)`,
  );
  let trial = 0;
  for (const ber of RATES) {
    const run = (engine: PooledEngine) => () => {
      const injections = Array.from({ length: POOL_TRIALS }, () => toInjection(DEFAULT_SPEC, ber, trial++));
      return evaluateAll(engine, injections);
    };
    const { a, b, ratio } = await compareTimes(
      run(one.engine),
      run(two.engine),
      Math.max(3, Math.ceil(rounds / 3)),
    );
    const perSecond = (times: readonly number[]) => ((1000 * POOL_TRIALS) / quantile(times, 0.5)).toFixed(1);
    print(`  ${formatBer(ber).padEnd(6)} ${perSecond(a)}/s  ${perSecond(b)}/s  speed-up ${range(ratio)}`);
  }
  one.pool.terminate();
  two.pool.terminate();
}

async function evaluateAll(engine: PooledEngine, injections: readonly Injection[]): Promise<void> {
  const signal = new AbortController().signal;
  const size = 4;
  const batches = Array.from({ length: Math.ceil(injections.length / size) }, (_, index) =>
    engine.evaluate(injections.slice(index * size, (index + 1) * size), signal),
  );
  await Promise.all(batches);
}

async function loadedPool(device: 'webgpu' | 'wasm' | 'cpu', workers: number) {
  const pool = await startNodePool(device, printStatus, workers);
  const engine = await pool.open({
    model: DEFAULT_SPEC.model,
    modelFiles: readModelFiles(DEFAULT_SPEC.model, 'generated'),
    dataFiles: readEmbeddedData('digits', NUM_IMAGES),
    dataId: 'generated',
    weightsId: 'generated',
  });
  return { pool, engine };
}

async function loadLeNet(): Promise<Network> {
  const model = CATALOG.get(DEFAULT_SPEC.model)!;
  return (await loadNetwork(readModelFiles(DEFAULT_SPEC.model, 'generated'), model)).network;
}

async function loadFaults() {
  const network = await loadLeNet();
  return { network, faults: new StaticFaults(network) };
}

/** Waits until the device has computed `tensor`, and frees it. */
async function finish(tensor: tf.Tensor): Promise<void> {
  await tensor.data();
  tensor.dispose();
}
