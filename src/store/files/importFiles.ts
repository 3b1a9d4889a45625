import type { DataFormat } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { kindWord } from '../../core/network/kindWord';
import type { CatalogKind } from '../../core/network/model';
import { preprocessingOf } from '../../core/network/preprocessing';
import { samplesWord } from '../../core/network/sampleNoun';
import { dataTitle, defaultWeights, isUserFile, weightsTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { inUseSentence, unusedSentence } from '../../experiment/text/filesInUse';
import type { EngineSession } from '../engine/engineSession';
import type { Notice } from '../state';
import type { SortedFiles } from './sortFiles';

/** Experiment with imported files. */
interface ImportedFiles {
  readonly spec: ExperimentSpec;
  /**
   * Names used and unused files, and differences from what a link requires. Null if there is
   * nothing to report.
   */
  readonly notice: Notice | null;
}

const KINDS: Record<DataFormat, CatalogKind> = {
  idx: 'digits',
  cifar: 'pictures',
  mulaw: 'speech',
  recordings: 'speech',
  photos: 'photos',
  text: 'text',
};

/** Model that is chosen if the current one does not use the imported kind of data. */
const MODELS: Record<CatalogKind, string> = {
  digits: 'lenet-fc',
  pictures: 'cf-vgg',
  speech: 'ti-gru',
  photos: 'resnet50',
  text: 'gpt-mini',
};

/**
 * Checks imported files in the engine and returns their experiment: `spec` with these files, or
 * with another model if its own does not use this kind of data. `missing` has the titles of files
 * that the page asked for. Throws AssetError that names the invalid file.
 */
export async function importFiles(
  files: SortedFiles,
  session: EngineSession,
  spec: ExperimentSpec,
  missing: { readonly data: string | null; readonly weights: string | null },
): Promise<ImportedFiles> {
  const kind = files.data === null ? null : KINDS[files.data.format];
  const hasSwitched = kind !== null && checkModel(spec.model).dataKind !== kind;
  const base = hasSwitched ? specOfModel(MODELS[kind], spec) : spec;
  const model = checkModel(base.model);
  const before = !hasSwitched && session.hasWeights(spec) ? spec.weights : null;
  const { dataId, weightsId, numSamples, weightsNotes } = await session.importFiles(files, base);
  const data = dataId ?? base.data;
  const counted = Math.min(base.numSamples, numSamples ?? base.numSamples);
  // Weights follow the data unless others were chosen for an imported set.
  const following =
    dataId !== null && base.data === 'generated' ? defaultWeights(dataId, model) : base.weights;
  const weights = weightsId ?? following;

  const title = dataTitle(data, model.dataKind);
  const sentences: string[] = [];
  let tone: Notice['tone'] = 'info';
  if (hasSwitched) {
    sentences.push(
      t`${checkModel(spec.model).title} does not look at ${kindWord(kind)}: these files opened with ${model.title}`,
    );
  } else if (missing.data !== null && dataId !== null && base.data !== 'imagenet' && dataId !== base.data) {
    tone = 'warning';
    sentences.push(
      t`The link asks for ${missing.data}, these files are ${title}: they open as an experiment of their own`,
    );
  } else if (
    weightsId !== null &&
    isUserFile(base.weights) &&
    missing.weights !== null &&
    weightsId !== base.weights
  ) {
    tone = 'warning';
    sentences.push(
      t`The link asks for ${missing.weights}, this is ${weightsTitle(weightsId, model.dataKind)}: it opens as an experiment of its own`,
    );
  }
  if (tone === 'info' && counted < base.numSamples)
    sentences.push(t`${counted} ${samplesWord(model.dataKind)} were imported: all of them are counted`);
  const imported: ExperimentSpec = { ...base, data, weights, numSamples: counted };
  // Missing files have a notice of their own.
  if (session.hasData(data) && session.hasWeights(imported)) sentences.push(inUseSentence(imported, before));
  if (weightsNotes.length > 0) {
    sentences.push(
      ...weightsNotes,
      t`Preprocessing before the first layer: ${preprocessingOf(model.dataKind)}`,
    );
  }
  if (files.unused.length > 0) sentences.push(unusedSentence(files.unused));
  const text = sentences.join('. ');
  return {
    spec: imported,
    notice: text === '' ? null : { id: 'files', tone, text },
  };
}
