import * as tf from '@tensorflow/tfjs-core';
import { heapFloats, type KernelCall, registerWasmKernel, runWasmKernel } from './wasmKernels';

/**
 * Replaces WASM's input gradient of conv2d, plain loops in tfjs 4.22, by a conv2d of the output
 * gradient with the reversed filter, which XNNPACK computes.
 */
export function registerConvInputGradient(): void {
  registerWasmKernel(tf.Conv2DBackpropInput, inputGradient);
}

type Backend = KernelCall<unknown, unknown>['backend'];

function inputGradient({
  inputs: { dy, filter },
  attrs: { strides, pad, dataFormat, dimRoundingMode, inputShape },
  backend,
}: KernelCall<Record<'dy' | 'filter', tf.TensorInfo>, tf.Conv2DBackpropInputAttrs>): tf.TensorInfo {
  const sizes = tf.backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
  const { inHeight, inWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = sizes;
  const isStrided = strideHeight > 1 || strideWidth > 1;
  const isPointwise = filterHeight === 1 && filterWidth === 1 && padInfo.top === 0 && padInfo.left === 0;
  const turned = turnFilter(backend, filter);
  const disposable = [turned];

  let source = dy;
  if (isStrided && !isPointwise) {
    source = spread(
      backend,
      source,
      [(sizes.outHeight - 1) * strideHeight + 1, (sizes.outWidth - 1) * strideWidth + 1],
      [strideHeight, strideWidth],
    );
    disposable.push(source);
  }
  const [, height, width] = source.shape as [number, number, number, number];
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  const padding = [
    [0, 0],
    [top, isPointwise ? 0 : inHeight - height - top + filterHeight - 1],
    [left, isPointwise ? 0 : inWidth - width - left + filterWidth - 1],
    [0, 0],
  ];
  let gradient = runWasmKernel(
    tf.Conv2D,
    backend,
    { x: source, filter: turned },
    { strides: [1, 1], dilations: [1, 1], pad: padding, dataFormat: 'NHWC' },
  );
  if (isStrided && isPointwise) {
    disposable.push(gradient);
    gradient = spread(backend, gradient, [inHeight, inWidth], [strideHeight, strideWidth]);
  }
  for (const { dataId } of disposable) backend.disposeData(dataId);
  return gradient;
}

/** Converts a filter [h, w, in, out] to [h, w, out, in] with rows and columns reversed. */
function turnFilter(backend: Backend, filter: tf.TensorInfo): tf.TensorInfo {
  const [height, width, numIn, numOut] = filter.shape as [number, number, number, number];
  const turned = backend.makeOutput([height, width, numOut, numIn], 'float32');
  const from = heapFloats(backend, filter);
  const to = heapFloats(backend, turned);
  const numTaps = height * width;
  const tapSize = numIn * numOut;
  for (let tap = 0; tap < numTaps; tap++) {
    const source = (numTaps - 1 - tap) * tapSize;
    for (let first = 0; first < numIn; first += 16) {
      const end = Math.min(first + 16, numIn);
      for (let output = 0; output < numOut; output++) {
        const target = tap * tapSize + output * numIn;
        for (let input = first; input < end; input++) {
          to[target + input] = from[source + input * numOut + output]!;
        }
      }
    }
  }
  return turned;
}

/**
 * Copies pictures [batch, h, w, channels] into pictures of the given size, with zeros between their
 * pixels.
 */
function spread(
  backend: Backend,
  pictures: tf.TensorInfo,
  [height, width]: readonly [number, number],
  [strideY, strideX]: readonly [number, number],
): tf.TensorInfo {
  const [batch, rows, columns, channels] = pictures.shape as [number, number, number, number];
  const result = backend.makeOutput([batch, height, width, channels], 'float32');
  const from = heapFloats(backend, pictures);
  const to = heapFloats(backend, result).fill(0);
  let source = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < rows; row++) {
      let target = (picture * height + row * strideY) * width * channels;
      for (let column = 0; column < columns; column++) {
        for (let channel = 0; channel < channels; channel++) to[target + channel] = from[source + channel]!;
        source += channels;
        target += strideX * channels;
      }
    }
  }
  return result;
}
