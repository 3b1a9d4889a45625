import '@tensorflow/tfjs-backend-wasm';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICE_PREFERENCES, type DevicePreference } from '../../core/device';
import { AssetError, SpecError } from '../../core/errors';
import { checkCatalogModel, REAL_SETS } from '../../core/network/catalog';
import type { CatalogModel, TrainingSet } from '../../core/network/model';
import { LAST_POSITION } from '../../core/network/networks/gptMini';
import { KNOWN_DIGESTS } from '../../engine/datasets/identify';
import type { SampleSet } from '../../engine/datasets/sampleSet';
import { startDevice } from '../../engine/inference/devices';
import { loadSamples } from '../../engine/loading/loadSamples';
import type { ModelManifest } from '../../engine/loading/manifest';
import type { Network } from '../../engine/nodes/network';
import { checkChoice } from '../../experiment/settings/settingError';
import { generateSamples } from '../../generate/generateSamples';
import { encodeCheckpoint, restoreCheckpoint } from '../../train/checkpoint';
import { countWrong } from '../../train/countWrong';
import { everyPosition } from '../../train/everyPosition';
import { speedUpBatchNormalization } from '../../train/gradients/batchNormTraining';
import { registerTrainingGradients } from '../../train/gradients/trainingGradients';
import type { Recipe } from '../../train/recipe';
import { RECIPES, recipeNotes } from '../../train/recipes';
import { startNetwork } from '../../train/startNetwork';
import { copyWeights, type Trainable, trainableLayers } from '../../train/trainable';
import { trainableGraph } from '../../train/trainableGraph';
import { restoreWeights, startTraining, train } from '../../train/trainer';
import { trainingModel } from '../../train/trainingModel';
import { nodeGpu } from '../../worker/nodeGpu';
import { type OptionValues, runCommand } from '../options/command';
import { wholeNumberOf } from '../options/numbers';
import { rejectModelFile } from '../options/rejectModelFile';
import { projectRoot } from '../projectRoot';
import { readDataFolder } from '../session/assets';
import { formatError, trainingData, writeShippedModel } from '../session/shippedModel';
import { trainingProgress } from '../session/trainingProgress';
import { writeWhole } from '../session/writeWhole';

const USAGE = `Usage: npm run train -- <model> --data <generated|folder> [options]

Trains a network and writes weights.bin and manifest.json: on a GPU that Dawn finds, else on WASM. A
training that was interrupted goes on after its last checkpoint when it is started again with the
same arguments. Models:
  ${[...RECIPES.keys()].join(', ')}

Options:
  --data <generated|folder>  the project's own set for the model, or a folder with both halves of a
                             real one: MNIST's four IDX files, CIFAR-10's binary batches, or the
                             Free Spoken Digit Dataset's wav files
  --seed <n>                 initial weights and order of samples, 0 to 4294967295 (default 1)
  --epochs <n>               passes over the samples, 1 to 1000 (default: the model's recipe)
  --device <name>            auto, webgpu, wasm or cpu (default auto)
  --out <folder>             where the files go (default public/models/<model>/<set>)
  --help                     print this text
`;

const CHECKPOINT_FOLDER = join(projectRoot, '.cache/training');
/** A training that is stopped loses no more than this. */
const CHECKPOINT_MS = 180_000;

const OPTIONS = {
  data: { type: 'string' },
  seed: { type: 'string', default: '1' },
  epochs: { type: 'string' },
  device: { type: 'string', default: 'auto' },
  out: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS, allowPositionals: true }, async (values, positionals) => {
  await trainModel(readRequest(values, positionals));
  return 0;
});

/** Checked options of the command line. */
interface Request {
  readonly model: CatalogModel;
  /** `generated` or a folder. */
  readonly data: string;
  readonly seed: number;
  readonly recipe: Recipe;
  readonly device: DevicePreference;
  readonly out: string | undefined;
}

/** Throws SpecError on wrong usage. */
function readRequest(values: OptionValues<typeof OPTIONS>, positionals: readonly string[]): Request {
  const id = positionals.join(' ');
  const recipe = RECIPES.get(id);
  if (recipe === undefined) {
    const found = id === '' ? 'without a model' : JSON.stringify(id);
    throw new SpecError('model', `Cannot train ${found}: expected one of ${[...RECIPES.keys()].join(', ')}`);
  }
  rejectModelFile(id);
  const model = checkCatalogModel(id);
  if (values.data === undefined) {
    throw new SpecError('data', 'Cannot train without --data: expected generated or a folder');
  }
  const epochs =
    values.epochs === undefined ? recipe.epochs : wholeNumberOf('epochs', values.epochs, 1, 1000);
  return {
    model,
    data: values.data,
    seed: wholeNumberOf('seed', values.seed, 0, 2 ** 32 - 1),
    recipe: { ...recipe, epochs },
    device: checkChoice('device', values.device, DEVICE_PREFERENCES),
    out: values.out,
  };
}

async function loadHalf({ data, model }: Request, split: 'train' | 'test'): Promise<SampleSet> {
  if (data === 'generated') return generateSamples(model.dataKind, split);
  const set = await loadSamples(readDataFolder(data, model.dataKind, split), true, split);
  const wanted = KNOWN_DIGESTS[model.dataKind][REAL_SETS[model.dataKind]];
  if (split === 'test' && set.digest !== wanted) {
    throw new AssetError(data, `The test set has the digest ${set.digest}: expected ${wanted}`);
  }
  return set;
}

async function trainModel(request: Request): Promise<void> {
  const { model, recipe, seed } = request;
  const { device, reason } = await startDevice(request.device, { wasmPaths: undefined, gpu: nodeGpu });
  report(`Training on ${device}: ${reason}`);
  registerTrainingGradients();
  report(`Reading data: ${request.data}`);
  const sets = { train: await loadHalf(request, 'train'), test: await loadHalf(request, 'test') };
  const test = trainingData(sets.test, model);
  const trainOn = trainingData(sets.train, model);
  const data = recipe.scoresEveryPosition ? everyPosition(trainOn) : trainOn;
  const network = startNetwork(model, recipe.initializer, seed);
  const trained = trainableOf(network, recipe);

  const state = await startTraining(trained, recipe);
  const identity = JSON.stringify({ model: model.id, data: sets.train.digest, seed, recipe });
  const trainingSet: TrainingSet = request.data === 'generated' ? 'generated' : REAL_SETS[model.dataKind];
  const checkpointFile = join(CHECKPOINT_FOLDER, `${model.id}-${trainingSet}-${seed}.bin`);
  if (existsSync(checkpointFile)) {
    const resumed = restoreCheckpoint(readFileSync(checkpointFile), identity, state, checkpointFile);
    report(
      resumed
        ? `Going on after batch ${state.stepsDone} from ${checkpointFile}`
        : `Starting anew: ${checkpointFile} belongs to other settings`,
    );
    restoreWeights(trained, state);
  }
  const progress = trainingProgress(recipe.epochs, report);
  let savedMs = performance.now();
  for await (const done of train(trained, state, data, recipe, seed)) {
    progress(done);
    const isEpochsEnd = done.batch + 1 === done.numBatches;
    if (performance.now() - savedMs > CHECKPOINT_MS || done.batch === 0) {
      writeWhole(checkpointFile, encodeCheckpoint(state, identity));
      savedMs = performance.now();
    }
    if (isEpochsEnd) {
      copyWeights(trained, network);
      const wrong = await countWrong(network, test);
      report(`  test error ${formatError({ wrong, total: sets.test.numSamples })}`);
    }
  }
  writeWhole(checkpointFile, encodeCheckpoint(state, identity));

  const out = request.out ?? join(projectRoot, 'public/models', model.id, trainingSet);
  copyWeights(trained, network);
  const testError = await writeShippedModel(out, network, {
    trainingSet,
    test: sets.test,
    recipe: { ...settingsOf(recipe), notes: recipeNotes(recipe) },
    training: { seed, set: sets.train },
  });
  rmSync(checkpointFile, { force: true });
  report(`Wrote ${out}: test error ${formatError(testError)}`);
}

/** Networks of layers are trained with tfjs's own, those of operators as the engine runs them. */
function trainableOf(network: Network, { scoresEveryPosition }: Recipe): Trainable {
  if (network.description.nodes.some(({ node }) => node.kind === 'linear'))
    return trainableGraph(network, scoresEveryPosition ? LAST_POSITION : []);
  const model = trainingModel(network);
  speedUpBatchNormalization(model);
  return trainableLayers(model);
}

function settingsOf({ augmentation, ...settings }: Recipe): ModelManifest['recipe'] {
  return augmentation === undefined ? { ...settings } : { ...settings, augmentation: { ...augmentation } };
}

/** A line on stderr; on a terminal a passing one is overwritten by the next. */
function report(line: string, passing = false): void {
  if (!process.stderr.isTTY) {
    if (!passing) process.stderr.write(`${line}\n`);
    return;
  }
  process.stderr.write(`\r\x1b[K${line}${passing ? '' : '\n'}`);
}
