import { expect, it } from 'vitest';
import { DATA_WORDS } from './dataWords';

it('names the files that a network of text takes: Keras has no layers for its nodes', () => {
  expect(DATA_WORDS.text.hint).toMatch(/^Weights as \.safetensors or \.npz\. /);
});

it('names each format that an awaited network may have', () => {
  expect(DATA_WORDS.network.hint).toMatch(/^ONNX, TensorFlow Lite, Keras or TensorFlow\.js, /);
});
