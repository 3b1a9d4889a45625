import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { checkModel } from '../../core/network/catalog';
import { startDevice } from '../../engine/inference/devices';
import { NetworkRunner } from '../../engine/inference/networkRunner';
import { Network } from '../../engine/nodes/network';
import { nodeGpu } from '../../worker/nodeGpu';
import { printStatus } from '../options/command';

/** Limits for one float inference without faults, in one worker on WASM. */
interface Target {
  readonly model: string;
  readonly samples: number;
  readonly noun: string;
  readonly maxMs: number;
  readonly maxMegabytes: number;
}

const TARGETS: readonly Target[] = [
  { model: 'resnet50', samples: 1, noun: 'photo', maxMs: 1500, maxMegabytes: 600 },
  { model: 'vgg16', samples: 1, noun: 'photo', maxMs: 2500, maxMegabytes: 2200 },
  { model: 'ti-gru', samples: 32, noun: 'recordings', maxMs: 250, maxMegabytes: 600 },
];
const ROUNDS = 5;

/**
 * Times the float inference of full-size networks with random weights, each in its own process, so
 * that peak memory is measured separately. It excludes injection, for which an engine also holds
 * the words and values of the faulty layers. `only` is the network that such a process measures;
 * undefined in the parent process.
 */
export async function benchNetworks(only: string | undefined): Promise<number> {
  if (only !== undefined) {
    await benchNetwork(only);
    return 0;
  }
  printStatus(
    'Float inference without faults of full-size networks with random weights on WASM, one worker;',
  );
  printStatus('medians of 5 runs after the first');
  let exitCode = 0;
  for (const { model } of TARGETS) {
    const script = process.argv[1]!;
    const child = spawnSync(process.execPath, [script, '--full-size', '--network', model], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    exitCode ||= child.status ?? 1;
  }
  return exitCode;
}

async function benchNetwork(id: string): Promise<void> {
  const description = checkModel(id);
  const target = TARGETS.find(({ model }) => model === id);
  if (target === undefined)
    throw new RangeError(`Cannot bench ${id}: expected one of the full-size networks`);
  const { samples, noun, maxMs, maxMegabytes } = target;
  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  const network = new Network(description);
  fillAtRandom(network);
  const runner = new NetworkRunner(network);
  const loadedMegabytes = peakMegabytes();
  const shape = [samples, ...description.inputShape];
  const input = tf.tensor(randomValues(tf.util.sizeFromShape(shape), 100), shape);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startMs = performance.now();
    const output = tf.tidy(() => runner.run(input).scores);
    await output.data();
    output.dispose();
    times.push(performance.now() - startMs);
  }
  const [first, ...others] = times;
  const median = others.toSorted((a, b) => a - b)[ROUNDS >> 1]!;
  const verdict = median <= maxMs && peakMegabytes() <= maxMegabytes ? 'met' : 'missed';
  process.stdout.write(
    `  ${description.title.padEnd(9)} ${samples} ${noun}: ${median.toFixed(0)} ms (first ${first!.toFixed(0)} ms, ` +
      `target ${maxMs} ms); peak memory ${peakMegabytes()} MB (${loadedMegabytes} MB once loaded, ` +
      `target ${maxMegabytes} MB): ${verdict}\n`,
  );
}

/** Fills one tensor at a time, as weight files are read. */
function fillAtRandom(network: Network): void {
  for (const { name, shape } of network.stored) {
    const numInputs = tf.util.sizeFromShape(shape.slice(0, -1));
    const isSpread = name.endsWith('moving_variance') || name.endsWith('gamma');
    const values = randomValues(tf.util.sizeFromShape([...shape]), Math.sqrt(6 / numInputs));
    network.write(name, tf.tensor(isSpread ? values.fill(1) : values, [...shape]));
  }
}

/** Returns cheap pseudorandom numbers in (-most, most), equal in every run. */
function randomValues(numValues: number, most: number): Float32Array {
  const values = new Float32Array(numValues);
  let state = 1;
  for (let index = 0; index < numValues; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[index] = (state / 2 ** 31) * most;
  }
  return values;
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
