import * as ort from 'onnxruntime-web';
import { beforeAll, expect, it } from 'vitest';
import { startDevice } from '../inference/devices';
import {
  difference,
  type FakeNetwork,
  networkBytes,
  numbers,
  openFake,
  randomTensor,
  runOpened,
} from './networks.fake';

// A second opinion on operators: onnxruntime-web reads the same files of one or few nodes.

const NUM_SAMPLES = 4;

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' });
});

interface SingleOptions {
  readonly inputs?: readonly string[];
  /** Number of axes of the output. */
  readonly rank?: number;
}

/** A network of one operator that reads `x` and stored tensors. */
function single(
  operator: string,
  input: readonly number[],
  tensors: FakeNetwork['tensors'],
  attributes: FakeNetwork['nodes'][number]['attributes'] = {},
  { inputs = ['x', ...Object.keys(tensors)], rank = input.length + 1 }: SingleOptions = {},
): FakeNetwork {
  return {
    nodes: [{ operator, inputs, outputs: ['y'], attributes }],
    tensors,
    input: ['batch', ...input],
    output: Array.from({ length: rank }, (_, axis) => `length${axis}`),
    opset: 18,
  };
}

/** Runs a network here and in onnxruntime-web on the same samples. */
async function expectEqualScores(network: FakeNetwork): Promise<void> {
  const lengths = network.input.slice(1).map(Number);
  const samples = numbers(NUM_SAMPLES * lengths.reduce((count, length) => count * length, 1), 77);
  const session = await ort.InferenceSession.create(networkBytes(network));
  const { y } = await session.run({
    x: new ort.Tensor('float32', Float32Array.from(samples), [NUM_SAMPLES, ...lengths]),
  });
  const wanted = Array.from(y!.data as Float32Array, Number);
  await session.release();
  expect(new Set(wanted).size).toBeGreaterThan(1);
  expect(difference(await runOpened(await openFake(network), samples), wanted)).toBeLessThan(1e-5);
}

const KERNEL = randomTensor([4, 2, 3], 5);
const einsum = (equation: string, input: readonly number[], rank: number, isFirst = false) =>
  single('Einsum', input, { w: KERNEL }, { equation }, { rank, inputs: isFirst ? ['w', 'x'] : ['x', 'w'] });

it.each<[string, FakeNetwork]>([
  ['Einsum of heads made', einsum('abc,cde->abde', [3, 4], 4)],
  ['Einsum of heads joined', einsum('abcd,cde->abe', [5, 4, 2], 3)],
  ['Einsum of heads with kernels of their own', einsum('bqhd,hdk->bqhk', [3, 4, 2], 4)],
  ['Einsum with its kernel first', einsum('cde,bac->bdae', [3, 4], 4, true)],
  ['Einsum without an output', einsum('ac,cde', [4], 3)],
])('%s gives the scores of onnxruntime-web', (_, network) => expectEqualScores(network));
