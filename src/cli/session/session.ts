import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { DeviceReport } from '../../core/device';
import { SpecError } from '../../core/errors';
import type { DataFiles, ModelFiles, OwnSampleFiles } from '../../core/files/assetFiles';
import { checkModel } from '../../core/network/catalog';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import { measureFor, measuresOf } from '../../core/samples/measure';
import { formatPreprocessing, parsePreprocessing } from '../../core/samples/preprocessingText';
import { ALL_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { imagesPerClass } from '../../experiment/classes/classTrials';
import { checkNumSamples } from '../../experiment/settings/checkNumSamples';
import { dataTitle, isUserFile, weightsTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { inUseSentence } from '../../experiment/text/filesInUse';
import { startNodePool } from '../../worker/nodePool';
import type { EnginePool, PooledEngine } from '../../worker/pool';
import type { RequestedExperiment } from '../options/specOptions';
import { projectRoot } from '../projectRoot';
import { readDataFolder, readEmbeddedData, readModelFiles, readWeightsFile } from './assets';
import { readSampleFiles } from './ownFiles';

/** Experiment whose model and data are loaded into engine workers. */
export interface Session {
  /** The spec, with the identity of the data that were read. */
  readonly spec: ExperimentSpec;
  readonly pool: EnginePool;
  readonly engine: PooledEngine;
}

/**
 * Starts engine workers and loads the model and data of an experiment.
 *
 * Throws SpecError when data and settings do not fit, AssetError when a file cannot be used,
 * BackendError when the device does not start.
 */
export async function openSession(
  requested: RequestedExperiment,
  notify: (sentence: string) => void,
  maxWorkers?: number,
  shortcuts: Shortcuts = ALL_SHORTCUTS,
): Promise<Session> {
  const { spec, dataFolder, weightsFile, device, takesFewerImages, takesMeasure } = requested;
  const model = checkModel(spec.model);
  const { dataKind } = model;
  if (dataFolder === null && (spec.data !== 'generated' || dataKind === 'photos' || dataKind === 'own')) {
    const runs =
      dataKind === 'own'
        ? `${model.title} comes without samples: expected --data <folder> with ${spec.data === 'generated' ? 'its samples' : `${dataTitle(spec.data, dataKind)}, as the link says`}`
        : `The experiment runs on ${dataTitle(spec.data, dataKind)}: expected --data <folder> with its files`;
    throw new SpecError('data', runs);
  }
  const given = weightsFile === undefined ? null : readWeightsFile(weightsFile);
  const modelFiles = requested.network ?? given?.files ?? shippedWeights(spec);
  const dataFiles = readSamples(requested);
  const pool = await startNodePool(device, notify, maxWorkers);
  try {
    const dataId = dataFolder === null ? 'generated' : null;
    const weightsId = weightsFile === undefined ? spec.weights : null;
    const engine = await pool.open({
      model: spec.model,
      modelFiles,
      dataFiles,
      dataId,
      weightsId,
      shortcuts,
    });
    const { assets } = engine;
    const measure = measureFor(spec.measure, model, assets.isLabelled);
    if (measure !== spec.measure && takesMeasure === false) {
      const measures = measuresOf(model, false).join(' or ');
      throw new SpecError(
        'measure',
        `Cannot use measure ${spec.measure} for samples without labels: expected ${measures}`,
      );
    }
    if (assets.isTrainingSet)
      notify('These are the samples that the weights were trained on: their error says nothing of others');
    for (const note of [...assets.notes, ...assets.weightsNotes, ...(given?.notes ?? [])]) notify(note);
    if (isUserFile(spec.weights) && spec.weights !== assets.weightsId) {
      throw new SpecError(
        'weights',
        `${weightsFile} is ${weightsTitle(assets.weightsId, dataKind)}: expected ${weightsTitle(spec.weights, dataKind)}, as the link says`,
      );
    }
    // If a link asks for ImageNet's photos, any photos are accepted.
    const isAsked = spec.data === 'generated' || spec.data === 'imagenet' || spec.data === assets.dataId;
    if (dataFolder !== null && !isAsked) {
      throw new SpecError(
        'data',
        `${dataFolder} holds ${dataTitle(assets.dataId, dataKind)}: expected ${dataTitle(spec.data, dataKind)}, as the link says`,
      );
    }
    const available = dataFolder === null ? undefined : assets.numSamples;
    const fewer = takesFewerImages ? (available ?? spec.numSamples) : spec.numSamples;
    const numSamples = checkNumSamples(Math.min(spec.numSamples, fewer), assets.dataId, model, available);
    const opened: ExperimentSpec = {
      ...spec,
      numSamples,
      data: assets.dataId,
      weights: assets.weightsId,
      preprocessing: assets.steps,
      measure,
    };
    if (dataFolder !== null || given !== null) notify(inUseSentence(opened, null));
    return { spec: opened, pool, engine };
  } catch (error) {
    pool.terminate();
    throw error;
  }
}

/** Reads the samples of an experiment: the embedded ones, or those in the caller's folder. */
function readSamples({
  spec,
  dataFolder,
  labelsFile,
  proposesSteps = false,
}: RequestedExperiment): DataFiles | OwnSampleFiles {
  const { dataKind } = checkModel(spec.model);
  if (dataKind === 'own') {
    // Refused here, before a network is loaded.
    const preprocessing = proposesSteps ? null : formatPreprocessing(parsePreprocessing(spec.preprocessing));
    return { format: 'own', samples: readSampleFiles(dataFolder!, labelsFile), preprocessing };
  }
  return dataFolder === null
    ? readEmbeddedData(dataKind, spec.numSamples)
    : readDataFolder(dataFolder, dataKind, 'test');
}

/** Reads the shipped weights of the experiment; throws SpecError for weights that do not ship. */
function shippedWeights({ model, weights }: ExperimentSpec): ModelFiles {
  const { title, dataKind, weights: shipped } = checkModel(model);
  const set = shipped.find((name) => name === weights);
  if (set !== undefined) return readModelFiles(model, set);
  const stock = STOCK_WEIGHTS[model];
  const where = stock === undefined ? '' : `; Keras's own is at ${stock.url}`;
  throw new SpecError(
    'weights',
    `The experiment runs ${title} on weights of ${weightsTitle(weights, dataKind)}: expected --weights <file.h5>${where}`,
  );
}

/** Counts the images of each class [numClasses] among those that the experiment counts. */
export function countedPerClass({ spec, engine: { assets } }: Session): readonly number[] {
  return imagesPerClass(assets.labels, assets.classNames.length, spec.numSamples);
}

/** Returns the device, versions and date of a result, for the record. */
export function environmentOf({ pool, engine }: Session): DeviceReport & Record<string, unknown> {
  const { version, dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  return {
    ...pool.report,
    aresExplorer: version,
    node: process.version,
    tfjs: dependencies['@tensorflow/tfjs-core'],
    processor: cpus()[0]?.model ?? 'unknown',
    date: new Date().toISOString(),
    weightsSha256: engine.assets.weightsSha256,
  };
}
