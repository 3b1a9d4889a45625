import { expect, test } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { dataTitle, defaultWeights } from './dataId';

test.each([
  ['lenet-fc', 'generated', 'generated', 'generated digits'],
  ['lenet-fc', 'mnist', 'mnist', 'MNIST'],
  ['lenet-cnn', 'idx-0123456789abcdef', 'mnist', 'IDX files 01234567…'],
  ['cf-vgg', 'cifar10', 'cifar10', 'CIFAR-10'],
  ['vgg16-mini', 'file-0123456789abcdef', 'generated', 'CIFAR files 01234567…'],
  ['ti-gru', 'fsdd', 'fsdd', 'Free Spoken Digits'],
  ['resnet50', 'imagenet', 'imagenet', 'ImageNet'],
] as const)('%s on %s goes with %s weights, and the data is called %s', (id, data, weights, title) => {
  const model = checkModel(id);
  expect(defaultWeights(data, model)).toBe(weights);
  expect(dataTitle(data, model.dataKind)).toBe(title);
});
