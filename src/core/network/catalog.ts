import { SpecError } from '../errors';
import { t } from '../language/t';
import type { CatalogKind, CatalogModel, DataKind, ModelDescription, TrainingSet } from './model';
import { CHIP_NET, LENET_CNN, LENET_FC } from './networks/lenet';
import { RESNET50, RESNET50_MINI } from './networks/resnet50';
import { TI_GRU } from './networks/tiGru';
import { CF_VGG, VGG16, VGG16_MINI } from './networks/vgg';

const MODELS = new Map<string, CatalogModel>(
  [LENET_FC, LENET_CNN, CF_VGG, VGG16, VGG16_MINI, RESNET50, RESNET50_MINI, TI_GRU, CHIP_NET].map((model) => [
    model.id,
    model,
  ]),
);

/**
 * All models by id, in display order: those of Table 1, each mini network after its original, then
 * transformers, which `networks/transformers.ts` adds.
 */
export const CATALOG: ReadonlyMap<string, CatalogModel> = MODELS;

/** Names an address of the page that needs the transformers. */
export const TRANSFORMERS = /[?&]m=(?:vit|gpt)-/;

/** Adds a network to the end of the catalogue. */
export function addToCatalog(model: CatalogModel): void {
  MODELS.set(model.id, model);
}

/** Matches ids of networks that a reader brings. */
const OWN_ID = /^file-[0-9a-f]{16}$/;

/** Networks that were opened from files, by id. */
const OPENED = new Map<string, ModelDescription>();

/** Makes a network that was opened from a file known to `findModel`, by its id `file-…`. */
export function rememberModel(model: ModelDescription): void {
  OPENED.set(model.id, model);
}

/** Networks that a document describes, without their nodes, by id. */
const RECORDED = new Map<string, ModelDescription>();

/** Makes a network that a document describes known to `findModel` until its file is opened. */
export function rememberRecorded(model: ModelDescription): void {
  RECORDED.set(model.id, model);
}

/** Returns the model of the catalogue, the opened or the recorded one, with this id. */
export function findModel(id: string): ModelDescription | undefined {
  return CATALOG.get(id) ?? OPENED.get(id) ?? RECORDED.get(id);
}

/** Returns the model with this id. Throws SpecError if there is none. */
export function checkModel(id: string): ModelDescription {
  return findModel(id) ?? checkCatalogModel(id);
}

/** Returns the model of the catalogue with this id. Throws SpecError if there is none. */
export function checkCatalogModel(id: string): CatalogModel {
  const model = CATALOG.get(id);
  if (model !== undefined) return model;
  if (OWN_ID.test(id)) throw new SpecError('model', t`The network ${id} is not open here: expected its file`);
  const known = [...CATALOG.keys()].join(', ');
  throw new SpecError(
    'model',
    t`Cannot use model ${JSON.stringify(id.slice(0, 40))}: expected one of ${known}`,
  );
}

/** For each data kind, its published data set. Text has only the generated one. */
export const REAL_SETS = {
  digits: 'mnist',
  pictures: 'cifar10',
  speech: 'fsdd',
  photos: 'imagenet',
  text: 'generated',
} as const satisfies Record<CatalogKind, TrainingSet>;

const TITLES = {
  mnist: 'MNIST',
  cifar10: 'CIFAR-10',
  fsdd: 'Free Spoken Digits',
  imagenet: 'ImageNet',
} as const;

/** Display name of a training set: `generated digits`, `MNIST`. */
export function trainingSetTitle(set: TrainingSet, kind: DataKind): string {
  if (set !== 'generated') return TITLES[set];
  switch (kind) {
    case 'digits':
      return t`generated digits`;
    case 'pictures':
      return t`generated pictures`;
    case 'speech':
      return t`generated speech`;
    case 'photos':
      return t`generated photos`;
    case 'text':
      return t`generated text`;
    case 'own':
      return t`generated samples`;
    default:
      return kind satisfies never;
  }
}
