import * as tf from '@tensorflow/tfjs-core';
import type { Pads } from '../../core/network/operators';
import { MAX_FLOAT32 } from '../../core/words/float32';
import { castTo, typeOf } from './castTo';
import { wholeOutput } from './nodeFunction';
import { overPictures } from './overPictures';

interface Windows {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pads: Pads;
}

/**
 * Mean of each window of a picture. Where it is checked, values are scaled as in `meanOf`, so that
 * no sum exceeds float32.
 */
export const averagePool = wholeOutput<'averagePool'>((node, [input], _, isChecked) =>
  overPictures(input!, (pictures) => {
    const numPlaces = node.size[0] * node.size[1];
    const scale = isChecked ? 2 ** Math.ceil(Math.log2(numPlaces)) : 1;
    const mean = (values: tf.Tensor4D) => meanOfWindows(values, node);
    const means = scale === 1 ? mean(pictures) : tf.mul(mean(tf.mul(pictures, 1 / scale)), scale);
    if (node.countsPads || node.pads.every((pad) => pad === 0)) return means;
    // Zeros around the picture were counted.
    return tf.div(means, mean(tf.ones([1, pictures.shape[1], pictures.shape[2], 1])));
  }),
);

/**
 * Largest value of each window of a picture. Around it are the lowest values of float32: tfjs's own
 * padding would be infinite where a window has nothing else.
 */
export const windowMax = wholeOutput<'windowMax'>((node, [input]) => {
  const type = typeOf(input!);
  return castTo(
    overPictures(castTo(input!, 'float32'), (pictures) => {
      const x = around(pictures, node.pads, -MAX_FLOAT32);
      return isDilated(node)
        ? placesOfWindows(x, node).reduce((most, place) => tf.maximum(most, place))
        : tf.maxPool(x, [...node.size], [...node.strides], 'valid');
    }),
    type,
  );
});

function meanOfWindows(pictures: tf.Tensor4D, windows: Windows): tf.Tensor4D {
  const x = around(pictures, windows.pads, 0);
  if (!isDilated(windows)) return tf.avgPool(x, [...windows.size], [...windows.strides], 'valid');
  const places = placesOfWindows(x, windows);
  return tf.div(
    places.reduce((sum, place) => tf.add(sum, place)),
    places.length,
  );
}

function isDilated({ dilations }: Windows): boolean {
  return dilations.some((dilation) => dilation > 1);
}

function around(pictures: tf.Tensor4D, [top, bottom, left, right]: Pads, value: number): tf.Tensor4D {
  if (top + bottom + left + right === 0) return pictures;
  return tf.pad(
    pictures,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );
}

/**
 * Returns for each place of a window the values that all windows have there. tfjs's pools have no
 * dilations.
 */
function placesOfWindows(pictures: tf.Tensor4D, { size, strides, dilations }: Windows): tf.Tensor4D[] {
  const [count, height, width, channels] = pictures.shape;
  const reach = (axis: 0 | 1) => dilations[axis] * (size[axis] - 1);
  return Array.from({ length: size[0] * size[1] }, (_, place) => {
    const down = dilations[0] * Math.floor(place / size[1]);
    const across = dilations[1] * (place % size[1]);
    return tf.stridedSlice(
      pictures,
      [0, down, across, 0],
      [count, height - reach(0) + down, width - reach(1) + across, channels],
      [1, ...strides, 1],
    ) as tf.Tensor4D;
  });
}
