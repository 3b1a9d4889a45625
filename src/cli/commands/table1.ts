import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICE_PREFERENCES } from '../../core/device';
import { SpecError } from '../../core/errors';
import { modelPaths } from '../../core/network/assetPaths';
import { CATALOG, checkCatalogModel, REAL_SETS } from '../../core/network/catalog';
import {
  type CatalogModel,
  type ModelDescription,
  modelMultiplyAdds,
  type TrainingSet,
} from '../../core/network/model';
import { type MissingRow, table1Markdown } from '../../experiment/formats/table1';
import { readTable1Row, type Table1Row, writeTable1Row } from '../../experiment/formats/table1Row';
import { checkChoice } from '../../experiment/settings/settingError';
import { countOf } from '../../experiment/text/numberWords';
import { runCommand, stoppedExit, stopSignal } from '../options/command';
import { wholeNumberOf, workersOf } from '../options/numbers';
import { checkOutFile, writeResults } from '../options/outFile';
import { rejectModelFile } from '../options/rejectModelFile';
import { rejectUnsupported, unsupportedBeside } from '../options/unsupportedOptions';
import { wrapText } from '../options/wrapText';
import { type MeasureOptions, measureTable1Row } from '../paper/measureTable1Row';
import { projectRoot } from '../projectRoot';
import { writeWhole } from '../session/writeWhole';

const STORED = join(projectRoot, 'src/experiment/formats/storedTable1');
const QUICK_IMAGES = 100;
/** Options of a measurement. */
const MEASURING = ['fresh', 'quick', 'weights', 'images', 'device', 'workers'];

const USAGE = `Usage: npm run table1 -- [options]

Prints Table 1 in Markdown, the paper's row above ours: counts, float error on the whole test set,
and the types with the fewest bits that cost nothing, found by running the network in every type of
a grid (docs/table1.md). What was measured before and still holds is read from the sources; the rest
is measured and stored there, each part as soon as it is done. Ctrl-C stops, and the next call goes
on.

Options (defaults in brackets):
  --model <id>       ${wrapText(`only this network: ${[...CATALOG.keys()].join(', ')} [all]`, 21)}
  --mnist <folder>   MNIST's IDX files
  --cifar10 <folder> CIFAR-10's binary files
  --fsdd <folder>    the Free Spoken Digit Dataset
  --imagenet <folder>
                     photos of ImageNet's classes with a label list
                     [a real set without its folder is only read from the sources]
  --weights <file>   Keras's weights for --model vgg16 or resnet50, which are not shipped: their .h5
                     file
  --images <n>       images that each type is tested on [1,000, fewer for networks that take long]
  --from-stored      measure nothing
  --fresh            measure everything anew
  --quick            ${QUICK_IMAGES} images, and nothing stored
  --device <name>    ${DEVICE_PREFERENCES.join(', ')} [auto]
  --workers <n>      engine workers on WASM and cpu [one per core]
  --out <file>       write the table as .md [standard output]
  --help             print this text
`;

const OPTIONS = {
  model: { type: 'string' },
  mnist: { type: 'string' },
  cifar10: { type: 'string' },
  fsdd: { type: 'string' },
  imagenet: { type: 'string' },
  weights: { type: 'string' },
  images: { type: 'string' },
  'from-stored': { type: 'boolean' },
  fresh: { type: 'boolean' },
  quick: { type: 'boolean' },
  device: { type: 'string' },
  workers: { type: 'string' },
  out: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  if (values['from-stored']) rejectUnsupported(values, unsupportedBeside('--from-stored', MEASURING));
  const { out, device = 'auto', quick = false } = values;
  if (out !== undefined) checkOutFile(out, ['.md']);
  if (quick && values.images !== undefined)
    throw new SpecError(
      'images',
      `Both --quick and --images are given: --quick means ${QUICK_IMAGES} images`,
    );
  const images = values.images === undefined ? undefined : wholeNumberOf('images', values.images, 1, 100_000);
  const options: MeasureOptions = {
    images: quick ? QUICK_IMAGES : images,
    device: checkChoice('device', device, DEVICE_PREFERENCES),
    workers: workersOf(values.workers),
    stop: stopSignal(),
    keep: quick ? () => {} : store,
  };
  rejectModelFile(values.model);
  const models = values.model === undefined ? [...CATALOG.values()] : [checkCatalogModel(values.model)];
  const { weights: weightsFile } = values;
  if (weightsFile !== undefined && (models[1] !== undefined || models[0]!.weights.length > 0)) {
    throw new SpecError(
      'weights',
      'Cannot use --weights: expected --model vgg16 or --model resnet50 with it',
    );
  }
  const rows: Table1Row[] = [];
  const missing: MissingRow[] = [];
  // Those that take long come last: a stop then leaves most of the table.
  for (const model of models.toSorted((a, b) => modelMultiplyAdds(a) - modelMultiplyAdds(b))) {
    for (const set of setsOf(model)) {
      const stored = quick || values.fresh ? null : readStored(model.id, set);
      const folder = set === 'generated' ? null : values[set];
      const reason = whyNot(model, set, folder, weightsFile);
      const isMeasured = reason === null && !values['from-stored'] && !options.stop.aborted;
      const files = { dataFolder: folder ?? null, ...(weightsFile === undefined ? {} : { weightsFile }) };
      const row = isMeasured ? await measureTable1Row(model, set, files, stored, options) : stored;
      if (row !== null) rows.push(row);
      else missing.push({ model: model.id, set, reason: reason ?? 'not measured yet' });
    }
  }
  const order = [...CATALOG.keys()];
  rows.sort((a, b) => order.indexOf(a.model) - order.indexOf(b.model));
  const exitCode = writeResults(table1Markdown(rows, missing), out, countOf(rows.length, 'row'));
  return options.stop.aborted ? stoppedExit(options.stop) : exitCode;
});

/** The sets that a model has or could have weights of. */
function setsOf({ weights, dataKind }: CatalogModel): readonly TrainingSet[] {
  return weights.length > 0 ? weights : [REAL_SETS[dataKind]];
}

/** Why nothing can be measured; null where all that it takes is there. */
function whyNot(
  model: ModelDescription,
  set: TrainingSet,
  folder: string | null | undefined,
  weightsFile: string | undefined,
): string | null {
  const { manifest } = modelPaths(model.id, set);
  const hasWeights = weightsFile !== undefined || existsSync(join(projectRoot, 'public', manifest));
  if (!hasWeights) return 'weights not at hand';
  return folder === undefined ? `not measured: expected --${set} <folder>` : null;
}

function storedPath(model: string, set: TrainingSet): string {
  return join(STORED, `${model}.${set}.stored.json`);
}

function readStored(model: string, set: TrainingSet): Table1Row | null {
  const path = storedPath(model, set);
  return existsSync(path) ? readTable1Row(readFileSync(path, 'utf8'), path) : null;
}

function store(row: Table1Row): void {
  writeWhole(storedPath(row.model, row.set), writeTable1Row(row));
}
