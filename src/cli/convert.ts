import '@tensorflow/tfjs-backend-wasm';
import { openAsBlob, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkModel, REAL_SETS } from '../core/catalog';
import { AssetError, SpecError } from '../core/errors';
import { startDevice } from '../engine/devices';
import { loadKerasModel } from '../engine/keras/loadKerasModel';
import { loadSamples } from '../engine/loadSamples';
import { buildNetwork } from '../engine/models/buildNetwork';
import { nodeGpu } from '../worker/nodeGpu';
import { readDataFolder } from './assets';
import { runCommand, say } from './command';
import { copyWeights } from './copyWeights';
import { projectRoot } from './projectRoot';
import { formatError, writeShippedModel } from './shippedModel';

const USAGE = `Usage: npm run convert -- <model> --data <folder> --notes <text> <file> [<file>]

Turns weights that were trained elsewhere into the explorer's own files, public/models/<model>/<set>/, and counts their error
on the real test set of the model's kind. Files: a Keras .h5 or .keras, or a tfjs model.json with its shards; their layers
must be the model's, in its order.

Options:
  --data <folder>  the real test set: MNIST's IDX files, CIFAR-10's binary files or the Free Spoken Digit Dataset
  --notes <text>   who trained the weights, on what and how; goes into the manifest
  --out <folder>   where the files go (default public/models/<model>/<set>)
  --help           print this text
`;

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      notes: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [id, ...files] = positionals;
  if (id === undefined)
    throw new SpecError('model', 'Cannot convert without a model: expected its id and a weight file');
  const model = checkModel(id);
  if (values.data === undefined)
    throw new SpecError('data', 'Cannot convert without --data: expected a folder');
  if (values.notes === undefined)
    throw new SpecError('notes', 'Cannot convert without --notes: expected text');
  if (files.length === 0) throw new SpecError('files', 'Cannot convert nothing: expected a weight file');
  for (const file of files) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new AssetError(file, 'The file does not exist: expected a weight file of Keras or tfjs');
  }

  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  const assets = await Promise.all(
    // By the path HDF5 is read where it lies, without a copy; the zip of a .keras file has HDF5 of its own inside.
    files.map(async (file) => ({ name: basename(file), blob: await openAsBlob(file), path: resolve(file) })),
  );
  const source = await loadKerasModel(assets);
  const network = buildNetwork(model);
  copyWeights(source, network, model, files[0]!);
  source.dispose();
  const set = REAL_SETS[model.dataKind];
  const test = await loadSamples(readDataFolder(values.data, model.dataKind, 'test'), true);
  const out = values.out ?? join(projectRoot, 'public/models', model.id, set);
  const testError = await writeShippedModel(out, network, {
    model,
    trainingSet: set,
    test,
    recipe: { notes: values.notes },
  });
  say(`Wrote ${out}: test error ${formatError(testError)}`);
  return 0;
});
