import * as tf from '@tensorflow/tfjs-core';

/** Windows of a convolution, [down, across]. */
interface ConvolutionWindows {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Zeros around the picture: [top, bottom, left, right]. Negative ones cut values off. */
  readonly pads: readonly [number, number, number, number];
  readonly groups: number;
}

/**
 * Convolution of pictures [pictures, height, width, channels] with a kernel [height, width,
 * channels / groups, filters], a bias [filters] if there is one, and a function.
 *
 * tfjs has no groups except one for each channel, so others run one after the other. It has no
 * strides with dilations, so then all places are computed and the wanted ones taken.
 */
export function groupedConvolution(
  pictures: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor | undefined,
  { strides, dilations, pads, groups }: ConvolutionWindows,
  activation: 'linear' | 'relu' | 'relu6',
): tf.Tensor4D {
  const isDilated = dilations.some((dilation) => dilation > 1);
  const { x, pad } = padded(pictures, pads);
  const how = {
    strides: isDilated ? 1 : ([...strides] as [number, number]),
    // tfjs's type of its depthwise convolution leaves out the explicit padding, which it has.
    pad: pad as 'valid',
    dilations: [...dilations] as [number, number],
    activation,
  };
  const convolve = (part: tf.Tensor4D, filter: tf.Tensor4D, own: tf.Tensor | undefined): tf.Tensor4D =>
    tf.fused.conv2d({ x: part, filter, ...how, ...(own === undefined ? {} : { bias: own }) });
  let output: tf.Tensor4D;
  if (groups === 1) output = convolve(x, kernel, bias);
  else if (groups === x.shape[3]) {
    const [height, width, , filters] = kernel.shape;
    const filter: tf.Tensor4D = tf.reshape(kernel, [height, width, groups, filters / groups]);
    output = tf.fused.depthwiseConv2d({ x, filter, ...how, ...(bias === undefined ? {} : { bias }) });
  } else {
    const kernels = tf.split(kernel, groups, 3);
    const biases = bias === undefined ? [] : tf.split(bias, groups);
    const parts = tf
      .split(x, groups, 3)
      .map((part, group) => convolve(part as tf.Tensor4D, kernels[group] as tf.Tensor4D, biases[group]));
    output = tf.concat(parts, 3);
  }
  if (!isDilated || strides.every((stride) => stride === 1)) return output;
  return tf.stridedSlice(output, [0, 0, 0, 0], output.shape, [1, ...strides, 1]) as tf.Tensor4D;
}

/** Cuts negative pads off. The others are tfjs's explicit padding. */
function padded(pictures: tf.Tensor4D, pads: ConvolutionWindows['pads']) {
  if (pads.every((pad) => pad === 0)) return { x: pictures, pad: 'valid' as const };
  const [top, bottom, left, right] = pads.map((pad) => Math.max(pad, 0)) as [number, number, number, number];
  const cut = pads.map((pad) => Math.max(-pad, 0)) as [number, number, number, number];
  const pad: [[number, number], [number, number], [number, number], [number, number]] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  if (cut.every((pixels) => pixels === 0)) return { x: pictures, pad };
  const [count, height, width, channels] = pictures.shape;
  const x: tf.Tensor4D = tf.slice(
    pictures,
    [0, cut[0], cut[2], 0],
    [count, height - cut[0] - cut[1], width - cut[2] - cut[3], channels],
  );
  return { x, pad };
}
