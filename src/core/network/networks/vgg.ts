import { type CatalogModel, describeModel } from '../model';
import type { CatalogNode } from '../network';
import { dense } from './nodes';

/**
 * CF-VGG (Table 1): ten convolutions in four stacks on 32x32 colour pictures. The first has padding
 * `valid`, the others `same`.
 */
export const CF_VGG: CatalogModel = describeModel({
  id: 'cf-vgg',
  title: 'CF-VGG',
  dataKind: 'pictures',
  inputShape: [32, 32, 3],
  nodes: [
    ...stacks(
      [
        [64, 64],
        [128, 128],
        [256, 256, 256],
        [512, 512, 512],
      ],
      'valid',
    ),
    { kind: 'flatten', name: 'flatten' },
    dense('fc-1', 512),
    dense('fc-2', 10, 'logits'),
  ],
  weightFormat: 'Q2.10',
  activationFormat: 'Q3.12',
  weights: ['generated', 'cifar10'],
  paper: { weightFormat: 'Q2.10', activationFormat: 'Q3.12', errorPercent: 10.17 },
});

/**
 * VGG16 (Table 1) as Keras publishes it: thirteen convolutions in five stacks, three dense layers,
 * 1,000 classes.
 */
export const VGG16: CatalogModel = describeModel({
  id: 'vgg16',
  title: 'VGG16',
  dataKind: 'photos',
  inputShape: [224, 224, 3],
  nodes: vgg16(64, 4096, 1000),
  weightFormat: 'Q2.10',
  activationFormat: 'Q13.4',
  weights: [],
  paper: { weightFormat: 'Q2.10', activationFormat: 'Q13.4', errorPercent: 35 },
});

/**
 * VGG16's sixteen layers and blocks at a quarter of the width on 32x32 pictures: the embedded
 * version.
 */
export const VGG16_MINI: CatalogModel = describeModel({
  id: 'vgg16-mini',
  title: 'VGG16-mini',
  dataKind: 'pictures',
  inputShape: [32, 32, 3],
  nodes: vgg16(16, 1024, 10),
  weightFormat: 'Q2.10',
  activationFormat: 'Q13.4',
  weights: ['generated'],
  paper: null,
});

function vgg16(width: number, fcUnits: number, numClasses: number): CatalogNode[] {
  const wide = width * 8;
  const filters = [
    [width, width],
    [width * 2, width * 2],
    [width * 4, width * 4, width * 4],
    [wide, wide, wide],
    [wide, wide, wide],
  ];
  return [
    ...stacks(filters, 'same'),
    { kind: 'flatten', name: 'flatten' },
    dense('fc-1', fcUnits, 'relu', ['fc1']),
    dense('fc-2', fcUnits, 'relu', ['fc2']),
    dense('fc-3', numClasses, 'logits', ['predictions']),
  ];
}

/**
 * Stacks of 3x3 convolutions with ReLU. Each ends with a pool that halves the picture. `first` is
 * the padding of the first convolution.
 */
function stacks(filters: readonly (readonly number[])[], first: 'valid' | 'same'): CatalogNode[] {
  return filters.flatMap((stack, index) => {
    const block = index + 1;
    const convolutions = stack.map((count, position): CatalogNode => {
      const number = position + 1;
      return {
        kind: 'conv',
        name: `conv-${block}-${number}`,
        filters: count,
        kernelSize: 3,
        strides: 1,
        padding: block === 1 && number === 1 ? first : 'same',
        relu: true,
        block: `lb-${block}`,
        kerasNames: [`block${block}_conv${number}`],
      };
    });
    return [...convolutions, { kind: 'maxPool', name: `pool-${block}`, size: 2, strides: 2 } as const];
  });
}
