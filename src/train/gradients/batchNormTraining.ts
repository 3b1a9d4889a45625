import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { blockSizeFor } from './channelSum';
import { heapFloats, type KernelCall, registerWasmKernel } from './wasmKernels';

const FORWARD = 'AresBatchNormForward';
const BACKWARD = 'AresBatchNormBackward';

/** Fields of tfjs's BatchNormalization layer that its types do not declare. */
interface BatchNormalization {
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma: layers.LayerVariable;
  readonly beta: layers.LayerVariable;
  readonly movingMean: layers.LayerVariable;
  readonly movingVariance: layers.LayerVariable;
  call(inputs: tf.Tensor | tf.Tensor[], settings: { readonly training?: boolean }): tf.Tensor | tf.Tensor[];
}

/**
 * Replaces the batch normalisations of `model` in training on WASM by one kernel in each direction.
 * Those of tfjs 4.22 take about forty passes. The layers must have gamma and beta and use the last
 * axis. Requires `registerBatchNormTraining`.
 */
export function speedUpBatchNormalization(model: layers.LayersModel): void {
  for (const candidate of model.layers) {
    if (candidate.getClassName() !== 'BatchNormalization') continue;
    const layer = candidate as unknown as BatchNormalization;
    const original = layer.call.bind(layer);
    layer.call = (inputs, settings) => {
      if (!settings.training || tf.getBackend() !== 'wasm') return original(inputs, settings);
      return normalizeBatch(Array.isArray(inputs) ? inputs[0]! : inputs, layer);
    };
  }
}

/**
 * Registers the two kernels of `speedUpBatchNormalization`. It acts on the whole process; call it
 * once.
 */
export function registerBatchNormTraining(): void {
  registerWasmKernel(FORWARD, forward);
  registerWasmKernel(BACKWARD, backward);
}

/** Normalises `x` by mean and variance of its batch, and updates the layer's moving averages. */
function normalizeBatch(x: tf.Tensor, layer: BatchNormalization): tf.Tensor {
  const operation = tf.customGrad((...all) => {
    const [input, gamma, beta, save] = all as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      (tensors: tf.Tensor[]) => void,
    ];
    const [value, mean, variance] = tf
      .engine()
      .runKernel(FORWARD, { x: input, gamma, beta }, { epsilon: layer.epsilon }) as unknown as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    follow(layer.movingMean, mean, layer.momentum);
    follow(layer.movingVariance, variance, layer.momentum);
    save([input, gamma, mean, variance]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, savedGamma, savedMean, savedVariance] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      return tf
        .engine()
        .runKernel(
          BACKWARD,
          { dy, x: savedX, gamma: savedGamma, mean: savedMean, variance: savedVariance },
          { epsilon: layer.epsilon },
        ) as unknown as tf.Tensor[];
    };
    return { value, gradFunc };
  });
  return operation(x, layer.gamma.read(), layer.beta.read());
}

/** Updates a moving average as in Keras: it keeps the share `momentum` of its old value. */
function follow(average: layers.LayerVariable, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const old = average.read();
    average.write(tf.add(tf.mul(old, momentum), tf.mul(value, 1 - momentum)));
  });
}

interface ForwardInputs {
  readonly x: tf.TensorInfo;
  readonly gamma: tf.TensorInfo;
  readonly beta: tf.TensorInfo;
}

function forward({
  inputs,
  attrs,
  backend,
}: KernelCall<ForwardInputs, { epsilon: number }>): tf.TensorInfo[] {
  const numChannels = inputs.gamma.shape[0]!;
  const output = backend.makeOutput(inputs.x.shape, 'float32');
  const meanOut = backend.makeOutput([numChannels], 'float32');
  const varianceOut = backend.makeOutput([numChannels], 'float32');
  const x = heapFloats(backend, inputs.x);
  const y = heapFloats(backend, output);
  const gamma = heapFloats(backend, inputs.gamma);
  const beta = heapFloats(backend, inputs.beta);
  const count = x.length / numChannels;
  const blockSize = blockSizeFor(numChannels);

  const sums = new Float64Array(numChannels);
  const squares = new Float64Array(numChannels);
  for (let start = 0; start < x.length; start += blockSize) {
    const end = Math.min(x.length, start + blockSize);
    for (let channel = 0; channel < numChannels; channel++) {
      let sum = 0;
      let square = 0;
      for (let index = start + channel; index < end; index += numChannels) {
        const value = x[index]!;
        sum += value;
        square += value * value;
      }
      sums[channel] = sums[channel]! + sum;
      squares[channel] = squares[channel]! + square;
    }
  }
  const scale = new Float64Array(numChannels);
  const offset = new Float64Array(numChannels);
  const means = heapFloats(backend, meanOut);
  const variances = heapFloats(backend, varianceOut);
  for (let channel = 0; channel < numChannels; channel++) {
    const mean = sums[channel]! / count;
    const variance = Math.max(0, squares[channel]! / count - mean * mean);
    means[channel] = mean;
    variances[channel] = variance;
    scale[channel] = gamma[channel]! / Math.sqrt(variance + attrs.epsilon);
    offset[channel] = beta[channel]! - mean * scale[channel]!;
  }
  for (let start = 0; start < x.length; start += blockSize) {
    const end = Math.min(x.length, start + blockSize);
    for (let channel = 0; channel < numChannels; channel++) {
      const factor = scale[channel]!;
      const term = offset[channel]!;
      for (let index = start + channel; index < end; index += numChannels) {
        y[index] = x[index]! * factor + term;
      }
    }
  }
  return [output, meanOut, varianceOut];
}

interface BackwardInputs {
  readonly dy: tf.TensorInfo;
  readonly x: tf.TensorInfo;
  readonly gamma: tf.TensorInfo;
  readonly mean: tf.TensorInfo;
  readonly variance: tf.TensorInfo;
}

/** Computes the gradients of input, gamma and beta, including those through mean and variance. */
function backward({
  inputs,
  attrs,
  backend,
}: KernelCall<BackwardInputs, { epsilon: number }>): tf.TensorInfo[] {
  const numChannels = inputs.gamma.shape[0]!;
  const dxOut = backend.makeOutput(inputs.x.shape, 'float32');
  const dGammaOut = backend.makeOutput([numChannels], 'float32');
  const dBetaOut = backend.makeOutput([numChannels], 'float32');
  const x = heapFloats(backend, inputs.x);
  const dy = heapFloats(backend, inputs.dy);
  const dx = heapFloats(backend, dxOut);
  const gamma = heapFloats(backend, inputs.gamma);
  const mean = Float64Array.from(heapFloats(backend, inputs.mean));
  const variance = heapFloats(backend, inputs.variance);
  const count = x.length / numChannels;
  const blockSize = blockSizeFor(numChannels);

  const dBeta = new Float64Array(numChannels);
  const products = new Float64Array(numChannels);
  for (let start = 0; start < x.length; start += blockSize) {
    const end = Math.min(x.length, start + blockSize);
    for (let channel = 0; channel < numChannels; channel++) {
      const center = mean[channel]!;
      let sum = 0;
      let product = 0;
      for (let index = start + channel; index < end; index += numChannels) {
        const gradient = dy[index]!;
        sum += gradient;
        product += gradient * (x[index]! - center);
      }
      dBeta[channel] = dBeta[channel]! + sum;
      products[channel] = products[channel]! + product;
    }
  }
  const onGradient = new Float64Array(numChannels);
  const onInput = new Float64Array(numChannels);
  const constant = new Float64Array(numChannels);
  const dGamma = heapFloats(backend, dGammaOut);
  for (let channel = 0; channel < numChannels; channel++) {
    const precision = 1 / (variance[channel]! + attrs.epsilon);
    const inverse = Math.sqrt(precision);
    const scale = gamma[channel]! * inverse;
    dGamma[channel] = products[channel]! * inverse;
    onGradient[channel] = scale;
    onInput[channel] = (-scale * precision * products[channel]!) / count;
    constant[channel] = (-scale * dBeta[channel]!) / count - onInput[channel]! * mean[channel]!;
  }
  heapFloats(backend, dBetaOut).set(dBeta);
  for (let start = 0; start < x.length; start += blockSize) {
    const end = Math.min(x.length, start + blockSize);
    for (let channel = 0; channel < numChannels; channel++) {
      const gradientFactor = onGradient[channel]!;
      const inputFactor = onInput[channel]!;
      const term = constant[channel]!;
      for (let index = start + channel; index < end; index += numChannels) {
        dx[index] = dy[index]! * gradientFactor + x[index]! * inputFactor + term;
      }
    }
  }
  return [dxOut, dGammaOut, dBetaOut];
}
