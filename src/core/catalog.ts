import type { ModelDescription } from './model';

/** LeNetFC (Table 1): three dense layers on 28x28 digits, 266,200 weights. Tensor 2i is layer i's kernel, 2i + 1 its bias. */
const LENET_FC: ModelDescription = {
  id: 'lenet-fc',
  title: 'LeNetFC',
  inputShape: [28, 28],
  numClasses: 10,
  layers: [
    { name: 'fc-1', kind: 'dense', kernelShape: [784, 300], kernelTensor: 0 },
    { name: 'fc-2', kind: 'dense', kernelShape: [300, 100], kernelTensor: 2 },
    { name: 'fc-3', kind: 'dense', kernelShape: [100, 10], kernelTensor: 4 },
  ],
  paper: { weightFormat: 'Q2.6', errorPercent: 1.68 },
};

/** Every model the explorer knows, by id. */
export const CATALOG: ReadonlyMap<string, ModelDescription> = new Map([[LENET_FC.id, LENET_FC]]);

/** Data that a set of weights was trained on; also the sets that can be named in a link without a digest. */
export const TRAINING_SETS = ['generated', 'mnist'] as const;
export type TrainingSet = (typeof TRAINING_SETS)[number];

/** What people read for a training set. */
export const TRAINING_SET_TITLES: Record<TrainingSet, string> = {
  generated: 'generated digits',
  mnist: 'MNIST',
};
