import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs an operation on pictures [pictures, height, width, channels]. Axes between the batch and the
 * last three, such as the frames of a film, are merged into the batch meanwhile.
 */
export function overPictures(input: tf.Tensor, run: (pictures: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  const leading = input.shape.slice(0, -3);
  const [height, width, channels] = input.shape.slice(-3) as [number, number, number];
  const output = run(tf.reshape(input, [-1, height, width, channels]));
  return leading.length === 1 ? output : tf.reshape(output, [...leading, ...output.shape.slice(1)]);
}
