import { type CatalogModel, describeModel } from '../model';
import type { CatalogNode } from '../network';
import { dense } from './nodes';

/** LeNetFC (Table 1): three dense layers on 28x28 digits, 266,200 weights. */
export const LENET_FC: CatalogModel = describeModel({
  id: 'lenet-fc',
  title: 'LeNetFC',
  dataKind: 'digits',
  inputShape: [28, 28],
  nodes: perceptron([300, 100]),
  weightFormat: 'Q2.6',
  activationFormat: 'Q5.3',
  paper: { weightFormat: 'Q2.6', activationFormat: 'Q5.3', errorPercent: 1.68 },
  weights: ['generated', 'mnist'],
});

/** Network of the paper's chip (Fig. 2): 784-256-256-256-10. Table 1 does not list it. */
export const CHIP_NET: CatalogModel = describeModel({
  id: 'chip-net',
  title: 'Chip net',
  dataKind: 'digits',
  inputShape: [28, 28],
  nodes: perceptron([256, 256, 256]),
  weightFormat: 'Q2.6',
  activationFormat: 'Q5.3',
  paper: null,
  weights: ['generated', 'mnist'],
});

/**
 * LeNetCNN (Table 1): two convolutions, one pool, two dense layers. The paper prints its conv and
 * FC counts swapped.
 */
export const LENET_CNN: CatalogModel = describeModel({
  id: 'lenet-cnn',
  title: 'LeNetCNN',
  dataKind: 'digits',
  inputShape: [28, 28, 1],
  nodes: [
    { kind: 'conv', name: 'conv-1', filters: 32, kernelSize: 3, strides: 1, padding: 'valid', relu: true },
    { kind: 'conv', name: 'conv-2', filters: 32, kernelSize: 3, strides: 1, padding: 'valid', relu: true },
    { kind: 'maxPool', name: 'pool-1', size: 2, strides: 2 },
    { kind: 'dropout', name: 'dropout-1', rate: 0.25 },
    { kind: 'flatten', name: 'flatten' },
    dense('fc-1', 128),
    { kind: 'dropout', name: 'dropout-2', rate: 0.5 },
    dense('fc-2', 10, 'logits'),
  ],
  weightFormat: 'Q2.8',
  activationFormat: 'Q4.5',
  weights: ['generated', 'mnist'],
  paper: { weightFormat: 'Q2.8', activationFormat: 'Q4.5', errorPercent: 0.9 },
});

/** Dense layers with ReLU of these sizes, and an output layer for ten classes. */
function perceptron(units: readonly number[]): CatalogNode[] {
  return [
    { kind: 'flatten', name: 'flatten' },
    ...units.map((width, index) => dense(`fc-${index + 1}`, width)),
    dense(`fc-${units.length + 1}`, 10, 'logits'),
  ];
}
