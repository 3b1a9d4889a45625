import '../../src/core/network/networks/transformers';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { AssetFile, DataFiles, ExplorerModelFiles } from '../../src/core/files/assetFiles';
import { CATALOG } from '../../src/core/network/catalog';
import { describeModel, type ModelDescription } from '../../src/core/network/model';
import { type CatalogNode, product } from '../../src/core/network/network';
import type { ErrorCount, Injection } from '../../src/core/site/injection';
import type { SampleSet } from '../../src/engine/datasets/sampleSet';
import { readLargeRows } from '../../src/engine/inference/countRows.fake';
import { startDevice } from '../../src/engine/inference/devices';
import { Engine } from '../../src/engine/inference/engine';
import { readMaskChecks } from '../../src/engine/injection/maskChecks';
import { CHECKED_LINKS, checkedMasks } from '../../src/engine/injection/maskChecks.fake';
import { checkParity } from '../../src/engine/kernels/parityCases';
import { loadNetwork } from '../../src/engine/loading/loadNetwork';
import { loadSamples } from '../../src/engine/loading/loadSamples';
import { CASES, valuesOf } from '../../src/engine/nodes/nodeCases.fake';
import { PLAIN_NODE } from '../../src/engine/nodes/nodeFunction';
import { toTensor } from '../../src/engine/nodes/nodes.fake';
import { runNode } from '../../src/engine/nodes/runNode';
import { startNetwork } from '../../src/train/startNetwork';

/** What a GPU test may ask of the page: kernels and engine without workers, on the software adapter. */
const lab = {
  async start() {
    const { lost: _, ...started } = await startDevice('webgpu', {
      wasmPaths: undefined,
      gpu: async () => navigator.gpu,
    });
    return started;
  },

  checkParity: () => inErrorScope(checkParity),

  readLargeRows: () => inErrorScope(readLargeRows),

  /** Reads checksums of fault masks from the GPU, beside those that TypeScript gives. */
  async checkMasks() {
    const masks = [];
    for (const link of CHECKED_LINKS) {
      const { model, injections, wanted } = checkedMasks(link);
      const found = await inErrorScope(() => readMaskChecks(CATALOG.get(model)!, injections));
      masks.push({ link, found, wanted });
    }
    return masks;
  },

  /** Runs every kind of node of readers' networks on the GPU and on the CPU. */
  async runNodes() {
    const onGpu = await inErrorScope(() => runCases());
    await tf.setBackend('cpu');
    const onCpu = await runCases();
    await tf.setBackend('webgpu');
    return CASES.map(({ name, operation }, index) => ({
      name,
      isAngle: operation.kind === 'unary' && ANGLES.has(operation.function.name),
      found: onGpu[index]!,
      wanted: onCpu[index]!,
    }));
  },

  /** Evaluates injections of a shipped network in one batch. */
  async evaluate(
    backend: Backend,
    id: string,
    files: { model: ExplorerModelFiles<string>; data: DataFiles<string> },
    injections: readonly Injection[],
  ) {
    await tf.setBackend(backend);
    const model = CATALOG.get(id)!;
    const { network } = await loadNetwork(await modelFiles(files.model), model);
    const data = await loadSamples(await dataFiles(files.data), false);
    return measure(backend, new Engine(network, data), injections);
  },

  /** The same of a small GRU on 100 made-up sequences, whose hidden state may fault. */
  async evaluateGru(backend: Backend, injections: readonly Injection[]) {
    await tf.setBackend(backend);
    const network = startNetwork(SMALL_GRU, 'heUniform', 3);
    return measure(backend, new Engine(network, madeUp(SMALL_GRU)), injections);
  },

  /**
   * How many scores of a trial have other bits than in one batch of all images: at most in twenty runs of nine images, and in
   * batches of other sizes. `program` is tfjs's number of its matrix product; -1 lets tfjs choose.
   */
  async unsteadyScores(network: SteadyNetwork, injection: Injection, program: number) {
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', program);
    const description = STEADY_NETWORKS[network];
    const built = startNetwork(description, 'heUniform', 3);
    const engine = new Engine(built, madeUp(description));
    const bitsOf = async (numSamples: number) =>
      new Uint32Array((await engine.scores({ ...injection, numSamples })).logits.slice().buffer);
    const whole = await bitsOf(injection.numSamples);
    const unsteady = async (numSamples: number) =>
      (await bitsOf(numSamples)).filter((bits, index) => bits !== whole[index]).length;
    let again = 0;
    for (let run = 0; run < 20; run++) again = Math.max(again, await unsteady(9));
    const inBatches: Record<number, number> = {};
    for (const size of [1, 2, 8, 31]) inBatches[size] = await unsteady(size);
    engine.dispose();
    return { again, inBatches, distinct: new Set(whole).size };
  },
};

export type SteadyNetwork = keyof typeof STEADY_NETWORKS;

type Backend = 'webgpu' | 'cpu';

const SMALL_GRU = describeModel({
  id: 'small-gru',
  title: 'Small GRU',
  dataKind: 'speech',
  inputShape: [6, 3],
  nodes: [
    { kind: 'gru', name: 'gru-1', units: 5 },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'fc-1', units: 4, relu: false },
  ],
  weightFormat: 'Q2.6',
  activationFormat: 'Q2.6',
  paper: null,
  weights: [],
});

const smallNetwork = (id: string, inputShape: readonly number[], nodes: readonly CatalogNode[]) =>
  describeModel({
    ...{ id, title: id, dataKind: 'digits', inputShape, nodes, paper: null, weights: [] },
    ...{ weightFormat: 'Q2.6', activationFormat: 'Q5.3' },
  });
/** Networks on made-up numbers whose layers tfjs multiplies by different programs, by shape and batch. */
const STEADY_NETWORKS = {
  /** A long inner axis, which tfjs splits over workgroups, and nothing a multiple of four. */
  long: smallNetwork('long', [2003], [{ kind: 'dense', name: 'fc-1', units: 41, relu: false }]),
  /** What follows the pool in LeNetCNN. */
  lenetCnnEnd: smallNetwork(
    'lenet-cnn-end',
    [4608],
    [
      { kind: 'dense', name: 'fc-1', units: 128, relu: true },
      { kind: 'dense', name: 'fc-2', units: 10, relu: false },
    ],
  ),
  /** Convolutions, which tfjs turns into a matrix first where a batch is small. */
  convolutions: smallNetwork(
    'convolutions',
    [8, 8, 3],
    [
      { kind: 'conv', name: 'conv-1', filters: 8, kernelSize: 3, strides: 1, padding: 'same', relu: true },
      { kind: 'conv', name: 'conv-2', filters: 6, kernelSize: 3, strides: 2, padding: 'valid', relu: true },
      { kind: 'conv', name: 'conv-3', filters: 8, kernelSize: 1, strides: 1, padding: 'valid', relu: true },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc-1', units: 10, relu: false },
    ],
  ),
  gru: SMALL_GRU,
};

/** A hundred samples of numbers from -2 to 2 of so many digits that their sums round, whatever the weights. */
function madeUp({ dataKind, inputShape, numClasses }: ModelDescription): SampleSet {
  const values = product(inputShape);
  return {
    kind: dataKind,
    numSamples: 100,
    labels: Array.from({ length: 100 }, (_, index) => index % numClasses),
    digest: '',
    inputs: (first, end) =>
      Float32Array.from(
        { length: (end - first) * values },
        (_, index) => ((((first * values + index) * 7919) % 65_521) / 16_384 - 2) * 0.987_654_321,
      ),
    thumbnailShape: [1, 1, 1],
    thumbnail: () => new Uint8Array(1),
    sound: () => null,
    notes: [],
    origins: [],
  };
}

/** Counts of a batch, how often results were read back from the device for it, and the tensors that the next one leaves. */
function measure(backend: Backend, engine: Engine, injections: readonly Injection[]) {
  const work = async () => {
    const first = injections[0]!;
    const baseline = await engine.faultFree(first.site, first.numSamples);
    const reads = spyOnReads();
    const counts: ErrorCount[] = await engine.evaluate(injections);
    const numReads = reads.count();
    const before = tf.memory().numTensors;
    // Plain JavaScript takes long, and what it leaves is for the unit tests to say.
    if (backend === 'webgpu') await engine.evaluate(injections);
    const grown = tf.memory().numTensors - before;
    engine.dispose();
    return { baseline, counts, numReads, grown };
  };
  return backend === 'webgpu' ? inErrorScope(work) : work();
}

async function file(url: string): Promise<AssetFile> {
  return { name: url, blob: await (await fetch(url)).blob() };
}

async function modelFiles(urls: ExplorerModelFiles<string>): Promise<ExplorerModelFiles> {
  return { ...urls, manifest: await file(urls.manifest), weights: await file(urls.weights) };
}

async function dataFiles({ format, samples, labels }: DataFiles<string>): Promise<DataFiles> {
  return {
    format,
    samples: await Promise.all(samples.map(file)),
    labels: await Promise.all(labels.map(file)),
  };
}

function spyOnReads() {
  const backend = tf.backend();
  let count = 0;
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  backend.read = (dataId) => {
    count++;
    return read(dataId);
  };
  backend.readSync = (dataId) => {
    count++;
    return readSync(dataId);
  };
  return { count: () => count };
}

/** Functions of angles, which GPUs round more. */
const ANGLES: ReadonlySet<string> = new Set(['sin', 'cos', 'tan', 'asin', 'acos', 'atan']);

/** Outputs of all cases on the backend in use. */
async function runCases() {
  const outputs = [];
  for (const one of CASES) {
    const { values, stored } = valuesOf(one);
    const output = tf.tidy(() =>
      runNode({ ...one.operation, name: one.name }, values.map(toTensor), stored.map(toTensor), PLAIN_NODE),
    );
    outputs.push({ shape: output.shape, data: [...(await output.data())], type: output.dtype });
    output.dispose();
  }
  return outputs;
}

/** A validation error on the GPU is silent unless somebody asks for it. */
async function inErrorScope<T>(work: () => Promise<T>): Promise<T> {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  device.pushErrorScope('validation');
  const result = await work();
  const error = await device.popErrorScope();
  if (error !== null) throw new Error(error.message);
  return result;
}

declare global {
  interface Window {
    lab: typeof lab;
  }
}
window.lab = lab;
