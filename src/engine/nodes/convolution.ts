import * as tf from '@tensorflow/tfjs-core';
import { groupedConvolution } from './groupedConvolution';
import { fusedOutput, inKernel } from './nodeFunction';
import { overPictures } from './overPictures';

/** Convolution over pictures, with its bias and function fused. */
export const convolution = fusedOutput<'convolution'>((node, [input], [kernel, bias], isChecked) =>
  overPictures(input!, (pictures) =>
    groupedConvolution(
      pictures,
      kernel as tf.Tensor4D,
      bias,
      node,
      isChecked ? 'linear' : inKernel(node.activation),
    ),
  ),
);

/**
 * Convolution backwards: a convolution with the mirrored kernel over the pixels with `strides - 1`
 * zeros between them. tfjs's own function has neither groups nor dilations.
 */
export const convTranspose = fusedOutput<'convTranspose'>((node, [input], [kernel, bias], isChecked) => {
  const { kernelSize, strides, dilations, pads, outputPads, groups } = node;
  const reach = [0, 1].map((axis) => dilations[axis]! * (kernelSize[axis]! - 1)) as [number, number];
  return overPictures(input!, (pictures) =>
    groupedConvolution(
      spreadPixels(pictures, strides),
      mirrored(kernel as tf.Tensor4D, groups),
      bias,
      {
        strides: [1, 1],
        dilations,
        pads: [
          reach[0] - pads[0],
          reach[0] - pads[1] + outputPads[0],
          reach[1] - pads[2],
          reach[1] - pads[3] + outputPads[1],
        ],
        groups,
      },
      isChecked ? 'linear' : inKernel(node.activation),
    ),
  );
});

/** Puts `strides - 1` zeros between neighbouring pixels, on each axis. */
function spreadPixels(pictures: tf.Tensor4D, strides: readonly [number, number]): tf.Tensor4D {
  const [count, height, width, channels] = pictures.shape;
  const [down, across] = strides;
  const zeros = (after: number): [number, number][] => [
    [0, 0],
    [0, 0],
    [0, after],
    [0, 0],
  ];
  const rows = tf.pad(tf.reshape(pictures, [count, height, 1, width * channels]), zeros(down - 1));
  const pixels = tf.pad(tf.reshape(rows, [-1, width, 1, channels]), zeros(across - 1));
  return tf.slice(
    tf.reshape(pixels, [count, height * down, width * across, channels]),
    [0, 0, 0, 0],
    [count, (height - 1) * down + 1, (width - 1) * across + 1, channels],
  ) as tf.Tensor4D;
}

/**
 * Turns a kernel [height, width, filters / groups, channels] into that of the convolution:
 * mirrored, [height, width, channels / groups, filters].
 */
function mirrored(kernel: tf.Tensor4D, groups: number): tf.Tensor4D {
  const [height, width, filters, channels] = kernel.shape;
  const split = tf.reshape(tf.reverse(kernel, [0, 1]), [height * width, filters, groups, channels / groups]);
  const exchanged: tf.Tensor = tf.transpose(split, [0, 3, 2, 1]);
  return tf.reshape(exchanged, [height, width, channels / groups, groups * filters]);
}
