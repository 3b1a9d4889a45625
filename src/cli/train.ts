import '@tensorflow/tfjs-backend-wasm';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { TrainingSet } from '../core/catalog';
import { AssetError, SpecError } from '../core/errors';
import { type ModelDescription, numWeights } from '../core/model';
import { digestImageSet, KNOWN_DIGESTS } from '../engine/datasets/digest';
import { generateDigits, NUM_TEST_DIGITS, NUM_TRAIN_DIGITS } from '../engine/datasets/digits/digits';
import type { ImageSet } from '../engine/datasets/imageSet';
import { standardizeImages } from '../engine/datasets/standardize';
import { loadImages } from '../engine/loadImages';
import { buildLenetFc } from '../engine/models/lenetFc';
import { type ModelManifest, sha256HexOf } from '../engine/models/manifest';
import { encodeCheckpoint, restoreCheckpoint } from '../engine/training/checkpoint';
import { countWrong } from '../engine/training/countWrong';
import { layersModelFiles } from '../engine/training/layersModelFiles';
import { registerTransposingMatMulGradient } from '../engine/training/matMulGradient';
import { LENET_FC_RECIPE, RECIPE_NOTES, type Recipe } from '../engine/training/recipe';
import {
  restoreWeights,
  startTraining,
  type TrainingData,
  type TrainingState,
  trainEpoch,
} from '../engine/training/trainer';
import { checkModel } from '../experiment/spec';
import { readIdxFolder } from './assets';
import { runCommand } from './command';
import { wholeNumberOf } from './numbers';
import { projectRoot } from './projectRoot';

const USAGE = `Usage: npm run train -- lenet-fc --data <generated|folder> [options]

Trains a network on WASM and writes model.json, weights.bin and manifest.json. A training that was interrupted goes on after
its last whole epoch when it is started again with the same arguments.

Options:
  --data <generated|folder>  the project's own digits, or a folder with MNIST's four files
                             (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-..., .gz or not)
  --seed <n>                 initial weights and order of pictures, 0 to 4294967295 (default 1)
  --epochs <n>               passes over the pictures, 1 to 1000 (default ${LENET_FC_RECIPE.epochs})
  --out <folder>             where the files go (default public/models/<model>/<generated|mnist>)
  --help                     print this text
`;

const CHECKPOINT_FOLDER = join(projectRoot, '.cache/training');
const PREPROCESSING =
  'each picture by itself: x/255, minus its mean, divided by max(population deviation, 1/sqrt(values))';

runCommand(async () => {
  const request = readRequest();
  if (request === null) process.stdout.write(USAGE);
  else await train(request);
  return 0;
});

/** What the command line asks for, checked. */
interface Request {
  readonly model: ModelDescription;
  /** `generated` or a folder. */
  readonly data: string;
  readonly seed: number;
  readonly recipe: Recipe;
  readonly out: string | undefined;
}

interface LoadedData {
  readonly trainingSet: TrainingSet;
  readonly digests: ModelManifest['data'];
  readonly train: TrainingData;
  readonly test: TrainingData;
}

/** Returns null when help is asked for; throws SpecError, or what parseArgs throws, on wrong usage. */
function readRequest(): Request | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
      epochs: { type: 'string', default: String(LENET_FC_RECIPE.epochs) },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const model = checkModel(positionals.join(' '));
  if (values.data === undefined) {
    throw new SpecError('data', 'Cannot train without --data: expected generated or a folder');
  }
  return {
    model,
    data: values.data,
    seed: wholeNumberOf('seed', values.seed, 0, 2 ** 32 - 1),
    recipe: { ...LENET_FC_RECIPE, epochs: wholeNumberOf('epochs', values.epochs, 1, 1000) },
    out: values.out,
  };
}

async function loadData(data: string): Promise<LoadedData> {
  const generated = data === 'generated';
  const train = generated
    ? generateDigits('train', 0, NUM_TRAIN_DIGITS)
    : await loadImages(readIdxFolder(data, 'train'));
  const test = generated
    ? generateDigits('test', 0, NUM_TEST_DIGITS)
    : await loadImages(readIdxFolder(data, 'test'));
  const testDigest = digestImageSet(test);
  if (!generated && testDigest !== KNOWN_DIGESTS.mnist) {
    throw new AssetError(
      data,
      `The test set has the digest ${testDigest}: expected MNIST's, ${KNOWN_DIGESTS.mnist}`,
    );
  }
  return {
    trainingSet: generated ? 'generated' : 'mnist',
    digests: { trainSha256: digestImageSet(train), testSha256: testDigest },
    train: prepare(train),
    test: prepare(test),
  };
}

function prepare(set: ImageSet): TrainingData {
  return { pictures: standardizeImages(set.images, set.rows * set.columns), labels: set.labels };
}

async function train(request: Request): Promise<void> {
  const { model: description, recipe, seed } = request;
  await tf.setBackend('wasm');
  await tf.ready();
  registerTransposingMatMulGradient();
  report(`Reading data: ${request.data}`);
  const data = await loadData(request.data);
  const model = buildLenetFc(seed);
  const lastLayer = description.layers.at(-1)!.name;
  const logits = layers.model({
    inputs: model.inputs,
    outputs: model.getLayer(lastLayer).output as layers.SymbolicTensor,
  });

  const state = startTraining(model, recipe);
  const identity = JSON.stringify({ model: description.id, data: data.digests.trainSha256, seed, recipe });
  const checkpointFile = join(CHECKPOINT_FOLDER, `${description.id}-${data.trainingSet}-${seed}.bin`);
  if (existsSync(checkpointFile)) {
    const resumed = restoreCheckpoint(readFileSync(checkpointFile), identity, state, checkpointFile);
    report(
      resumed
        ? `Going on after epoch ${state.epochsDone} of ${recipe.epochs} from ${checkpointFile}`
        : `Starting anew: ${checkpointFile} belongs to other settings`,
    );
    restoreWeights(model, state);
  }
  mkdirSync(CHECKPOINT_FOLDER, { recursive: true });
  while (state.epochsDone < recipe.epochs) {
    trainEpoch(model, logits, state, data.train, recipe, seed, progressReporter(state, recipe));
    replaceFile(checkpointFile, encodeCheckpoint(state, identity));
    report(`  test error ${formatError(countWrong(logits, data.test), data.test.labels.length)}`);
  }

  const out = request.out ?? join(projectRoot, 'public/models', description.id, data.trainingSet);
  const wrong = countWrong(logits, data.test);
  await writeModel(out, request, data, model, wrong);
  rmSync(checkpointFile, { force: true });
  report(`Wrote ${out}: test error ${formatError(wrong, data.test.labels.length)}`);
}

async function writeModel(
  out: string,
  request: Request,
  data: LoadedData,
  model: layers.LayersModel,
  wrong: number,
): Promise<void> {
  const { model: description, recipe, seed } = request;
  const { modelJson, weightsBin } = await layersModelFiles(model);
  const modelBytes = new TextEncoder().encode(modelJson);
  const manifest: ModelManifest = {
    formatVersion: 1,
    model: description.id,
    trainingSet: data.trainingSet,
    data: data.digests,
    layers: description.layers.map(({ name, kernelShape }) => ({ name, kernelShape: [...kernelShape] })),
    numWeights: description.layers.reduce((sum, layer) => sum + numWeights(layer), 0),
    preprocessing: PREPROCESSING,
    recipe: { ...recipe, notes: RECIPE_NOTES },
    seed,
    testError: { wrong, total: data.test.labels.length },
    sha256: { 'model.json': sha256HexOf(modelBytes), 'weights.bin': sha256HexOf(weightsBin) },
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'weights.bin'), weightsBin);
  writeFileSync(join(out, 'model.json'), modelBytes);
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Prints mean loss and time left, at most once a second, and once at the end of the epoch. */
function progressReporter(state: TrainingState, recipe: Recipe) {
  const startedMs = performance.now();
  let reportedMs = startedMs;
  let lossSum = 0;
  return (batch: number, numBatches: number, loss: number): void => {
    lossSum += loss;
    const nowMs = performance.now();
    const last = batch + 1 === numBatches;
    if (!last && nowMs - reportedMs < 1000) return;
    reportedMs = nowMs;
    const batchesLeft = numBatches * (recipe.epochs - state.epochsDone) - (batch + 1);
    const secondsLeft = ((nowMs - startedMs) / (batch + 1) / 1000) * batchesLeft;
    const meanLoss = (lossSum / (batch + 1)).toFixed(4);
    report(
      `Epoch ${state.epochsDone + 1}/${recipe.epochs}, batch ${batch + 1}/${numBatches}: loss ${meanLoss}, ${Math.ceil(secondsLeft)} s left`,
      !last,
    );
  };
}

/** A line on stderr; on a terminal a passing one is overwritten by the next. */
function report(line: string, passing = false): void {
  if (!process.stderr.isTTY) {
    if (!passing) process.stderr.write(`${line}\n`);
    return;
  }
  process.stderr.write(`\r\x1b[K${line}${passing ? '' : '\n'}`);
}

/** Writes whole or not at all: a run that is stopped while writing leaves the old file. */
function replaceFile(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}

function formatError(wrong: number, total: number): string {
  return `${((100 * wrong) / total).toFixed(2)} % (${wrong} of ${total})`;
}
