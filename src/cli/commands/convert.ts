import '@tensorflow/tfjs-backend-wasm';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { SpecError } from '../../core/errors';
import type { ModelFiles } from '../../core/files/assetFiles';
import { checkCatalogModel, REAL_SETS } from '../../core/network/catalog';
import { startDevice } from '../../engine/inference/devices';
import { loadSamples } from '../../engine/loading/loadSamples';
import { loadWeights } from '../../engine/loading/loadWeights';
import { nodeGpu } from '../../worker/nodeGpu';
import { printStatus, runCommand } from '../options/command';
import { rejectModelFile } from '../options/rejectModelFile';
import { SCALES } from '../options/specUsage';
import { projectRoot } from '../projectRoot';
import { readDataFolder, readWeightsFiles } from '../session/assets';
import { formatError, writeShippedModel } from '../session/shippedModel';

const USAGE = `Usage: npm run convert -- <model> --data <folder> --notes <text> <file> [<topology>]

Turns weights that were trained elsewhere into the explorer's own files,
public/models/<model>/<set>/, and counts their error on the real test set of the model's kind.
Files: a Keras .h5 or .keras; a .weights.h5, alone or with its topology (config.json); a tfjs
model.json with its shards; or a folder with one of these. Layers and settings are checked as
"npm run sweep" checks them: they have to be the model's (docs/weights.md). Before the first layer
samples are scaled so:
${SCALES.join('\n')}

Options:
  --data <folder>  the real test set: MNIST's IDX files, CIFAR-10's binary files or the Free Spoken
                   Digit Dataset
  --notes <text>   who trained the weights, on what and how; goes into the manifest
  --out <folder>   where the files go (default public/models/<model>/<set>)
  --help           print this text
`;

const OPTIONS = {
  data: { type: 'string' },
  notes: { type: 'string' },
  out: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS, allowPositionals: true }, async (values, positionals) => {
  const [id, ...files] = positionals;
  if (id === undefined)
    throw new SpecError('model', 'Cannot convert without a model: expected its id and a weight file');
  rejectModelFile(id);
  const model = checkCatalogModel(id);
  if (values.data === undefined)
    throw new SpecError('data', 'Cannot convert without --data: expected a folder');
  if (values.notes === undefined)
    throw new SpecError('notes', 'Cannot convert without --notes: expected text');
  if (files.length === 0) throw new SpecError('files', 'Cannot convert nothing: expected a weight file');

  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  const given = readWeightsFiles(files);
  const { network, notes } = await loadWeights(await openWeights(given.files), model, null);
  for (const note of [...notes, ...given.notes]) printStatus(note);
  const set = REAL_SETS[model.dataKind];
  const test = await loadSamples(readDataFolder(values.data, model.dataKind, 'test'), true);
  const out = values.out ?? join(projectRoot, 'public/models', model.id, set);
  const testError = await writeShippedModel(out, network, {
    trainingSet: set,
    test,
    recipe: { notes: values.notes },
  });
  printStatus(`Wrote ${out}: test error ${formatError(testError)}`);
  return 0;
});

/** HDF5 is read where it lies, without a copy. */
async function openWeights(files: ModelFiles): Promise<ModelFiles> {
  const { path } = files.weights;
  if (path === undefined) return files;
  return { ...files, weights: { ...files.weights, blob: await openAsBlob(path) } };
}
