import type { GraphReport, OpenedNetwork } from '../../core/network/graphReport';
import { LENET_FC } from '../../core/network/networks/lenet';

const REPORT: GraphReport = {
  format: 'ONNX, IR version 8, opset 13',
  producer: 'hand 1',
  graphName: 'lenet',
  inputs: [{ name: 'x', type: 'float32', shape: ['batch', 1, 28, 28] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['batch', 10] }],
  inputShape: [28, 28, 1],
  nodes: [
    {
      name: 'fc-1',
      kind: 'linear',
      activation: 'relu',
      file: ['/fc1/Gemm (Gemm)', '/Relu (Relu)'],
      inputShapes: [[784]],
      outputShape: [300],
      trainedWords: 235_500,
      writtenWords: 300,
    },
  ],
  tensors: [
    {
      name: 'fc1.weight',
      number: 0,
      structure: 'weights',
      shape: [784, 300],
      words: 235_200,
      computation: '',
    },
    { name: 'axes', number: null, structure: null, shape: [2], words: 2, computation: '' },
  ],
  dropped: ['/Dropout (Dropout)'],
  computed: ['shape'],
  blocks: [{ name: 'fc-1', layers: ['fc-1'] }],
  notes: ['The output does not depend on some inputs: mask'],
};

/** Returns LeNetFC as a network that a reader opened, with an identity. */
export function openedNetwork(id: string, dataFiles: readonly string[] = []): OpenedNetwork {
  const own = { id, title: 'lenet', file: { name: 'lenet.onnx', bytes: 1_066_892 } } as const;
  const description = { ...LENET_FC, ...own, dataKind: 'own', weights: [], paper: null } as const;
  return { fileName: 'lenet.onnx', description, report: REPORT, dataFiles };
}
