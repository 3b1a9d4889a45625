import { t } from '../../core/language/t';
import type { NetworkNode } from '../../core/network/network';
import type { BinaryFunction, Direction, Reduction } from '../../core/network/operators';
import { functionWord } from './functionWord';

/** Returns what a node computes, in plain words: `Convolution 3 × 3, stride 2`. */
export function operatorWords(node: NetworkNode): string {
  switch (node.kind) {
    case 'conv':
      return strided(t`Convolution ${sizeText([node.kernelSize, node.kernelSize])}`, node.strides);
    case 'convolution': {
      const size = sizeText(node.kernelSize);
      const title =
        node.groups === 1
          ? t`Convolution ${size}`
          : node.groups === node.filters
            ? t`Depthwise convolution ${size}`
            : t`Convolution ${size}, groups: ${node.groups}`;
      return strided(title, Math.max(...node.strides));
    }
    case 'convTranspose':
      return strided(t`Transposed convolution ${sizeText(node.kernelSize)}`, Math.max(...node.strides));
    case 'dense':
    case 'linear':
      return t`Dense layer`;
    case 'gru':
      return t`GRU`;
    case 'onnxGru':
      return directed(t`GRU`, node.direction);
    case 'lstm':
      return directed(t`LSTM`, node.direction);
    case 'rnn':
      return directed(t`Recurrent layer`, node.direction);
    case 'embedding':
      return t`Embedding`;
    case 'matMul':
      return t`Matrix product`;
    case 'batchNorm':
    case 'foldedNorm':
      return t`batch normalisation`;
    case 'layerNorm':
      return t`layer normalisation`;
    case 'groupNorm':
      return t`group normalisation`;
    case 'localResponseNorm':
      return t`local response normalisation`;
    case 'relu':
      return 'ReLU';
    case 'unary':
      return functionWord(node.function);
    case 'binary':
      return binaryWord(node.function);
    case 'add':
      return t`sum`;
    case 'where':
      return t`Choice by a condition`;
    case 'reduce':
      return t`reduction: ${reductionWord(node.reduction)}`;
    case 'softmax':
      return node.isLog ? t`Softmax, logarithm` : t`Softmax`;
    case 'argMax':
      return t`Index of the largest value`;
    case 'argMin':
      return t`Index of the smallest value`;
    case 'maxPool':
      return strided(t`Max pooling ${sizeText([node.size, node.size])}`, node.strides);
    case 'windowMax':
      return strided(t`Max pooling ${sizeText(node.size)}`, Math.max(...node.strides));
    case 'averagePool':
      return strided(t`Average pooling ${sizeText(node.size)}`, Math.max(...node.strides));
    case 'globalAveragePool':
      return t`Global average pooling`;
    case 'flatten':
      return t`flatten`;
    case 'reshape':
      return t`reshape`;
    case 'transpose':
      return t`transpose`;
    case 'slice':
      return t`slice`;
    case 'concat':
      return t`Concatenation`;
    case 'pad':
    case 'zeroPad':
      return t`padding`;
    case 'dropout':
      return t`dropout`;
    case 'gather':
      return t`selection by index`;
    case 'expand':
    case 'tile':
      return t`repetition`;
    case 'resize':
      return t`Resizing`;
    case 'depthToSpace':
      return t`channels to pixels`;
    case 'spaceToDepth':
      return t`pixels to channels`;
    case 'cast':
      return t`conversion to ${node.to}`;
    case 'cumulativeSum':
      return t`Cumulative sum`;
    case 'triangle':
      return t`Triangle of a matrix`;
    case 'oneHot':
      return t`One-hot vector`;
    case 'quantize':
      return t`rounding to integers`;
    case 'dequantize':
      return t`integers to reals`;
    default:
      throw node satisfies never;
  }
}

/** Returns the function that a node computes of its own sums: `ReLU`. Null if there is none. */
export function fusedWord(node: NetworkNode): string | null {
  if ('relu' in node) return node.relu ? 'ReLU' : null;
  return 'activation' in node && node.activation !== undefined ? functionWord(node.activation) : null;
}

/** Formats a shape: `28 × 28 × 3`. */
export function sizeText(lengths: readonly number[]): string {
  return lengths.length === 0 ? '1' : lengths.join(' × ');
}

function strided(title: string, stride: number): string {
  return stride === 1 ? title : t`${title}, stride ${stride}`;
}

function directed(title: string, direction: Direction): string {
  if (direction === 'bidirectional') return t`${title}, in both directions`;
  return direction === 'reverse' ? t`${title}, backwards` : title;
}

function binaryWord(name: BinaryFunction): string {
  switch (name) {
    case 'add':
      return t`sum`;
    case 'subtract':
      return t`difference`;
    case 'multiply':
      return t`product`;
    case 'divide':
      return t`quotient`;
    case 'power':
      return t`power`;
    case 'maximum':
      return t`larger value`;
    case 'minimum':
      return t`smaller value`;
    case 'prelu':
      return 'PReLU';
    case 'modulo':
    case 'remainder':
      return t`remainder`;
    case 'equal':
      return t`comparison ${'='}`;
    case 'less':
      return t`comparison ${'<'}`;
    case 'lessOrEqual':
      return t`comparison ${'≤'}`;
    case 'greater':
      return t`comparison ${'>'}`;
    case 'greaterOrEqual':
      return t`comparison ${'≥'}`;
    case 'and':
      return t`logical and`;
    case 'or':
      return t`logical or`;
    case 'xor':
      return t`logical exclusive or`;
    default:
      throw name satisfies never;
  }
}

function reductionWord(name: Reduction): string {
  switch (name) {
    case 'mean':
      return t`mean`;
    case 'sum':
      return t`sum`;
    case 'max':
      return t`largest value`;
    case 'min':
      return t`smallest value`;
    case 'product':
      return t`product`;
    case 'l1':
      return t`sum of magnitudes`;
    case 'l2':
      return t`root of the sum of squares`;
    case 'logSum':
      return t`logarithm of the sum`;
    case 'logSumExp':
      return t`logarithm of the sum of exponentials`;
    case 'sumOfSquares':
      return t`sum of squares`;
    default:
      throw name satisfies never;
  }
}
