import * as tf from '@tensorflow/tfjs-core';
import { castTo, typeOf } from './castTo';
import { type NodeOf, wholeOutput } from './nodeFunction';
import { overPictures } from './overPictures';
import { takeAlong } from './takeAlong';

/**
 * A picture of another size. Places are computed as ONNX defines them, of which tfjs's own
 * functions have only some.
 */
export const resize = wholeOutput<'resize'>((node, [input]) => {
  const { interpolation } = node;
  const type = interpolation === 'nearest' ? typeOf(input!) : 'float32';
  return castTo(
    overPictures(castTo(input!, 'float32'), (pictures) =>
      ([0, 1] as const).reduce<tf.Tensor>((values, axis) => {
        const length = pictures.shape[axis + 1]!;
        const places = sourcePlaces(node, axis, length);
        return interpolation === 'nearest'
          ? takeAlong(
              values,
              axis + 1,
              places.map((place) => within(rounded(place, node.rounding), length)),
            )
          : between(values, axis + 1, places);
      }, pictures),
    ),
    type,
  );
});

/** Returns the place in the input, in pixels, of each place in the output. */
function sourcePlaces(
  { size, scales, coordinates }: NodeOf<'resize'>,
  axis: 0 | 1,
  length: number,
): number[] {
  const [resized, scale] = [size[axis], scales[axis]];
  const place = (index: number): number => {
    switch (coordinates) {
      case 'half_pixel':
        return (index + 0.5) / scale - 0.5;
      case 'half_pixel_symmetric': {
        // The centres of both pictures lie on each other, also where the scale is not exact.
        const offset = (length / 2) * (1 - resized / (scale * length));
        return offset + (index + 0.5) / scale - 0.5;
      }
      case 'pytorch_half_pixel':
        return resized > 1 ? (index + 0.5) / scale - 0.5 : 0;
      case 'align_corners':
        // The length before it is rounded down, as in the tests of ONNX.
        return resized > 1 ? (index * (length - 1)) / (scale * length - 1) : 0;
      case 'asymmetric':
        return index / scale;
    }
  };
  return Array.from({ length: resized }, (_, index) => place(index));
}

function rounded(place: number, rounding: NodeOf<'resize'>['rounding']): number {
  switch (rounding) {
    case 'round_prefer_floor':
      return Math.ceil(place - 0.5);
    case 'round_prefer_ceil':
      return Math.floor(place + 0.5);
    case 'floor':
      return Math.floor(place);
    case 'ceil':
      return Math.ceil(place);
  }
}

/** Values between the two nearest entries of an axis. */
function between(values: tf.Tensor, axis: number, places: readonly number[]): tf.Tensor {
  const length = values.shape[axis]!;
  const inside = places.map((place) => within(place, length));
  const lower = inside.map(Math.floor);
  const parts = tf.reshape(
    tf.tensor1d(inside.map((place, index) => place - lower[index]!)),
    values.shape.map((_, other) => (other === axis ? places.length : 1)),
  );
  const first = takeAlong(values, axis, lower);
  const second = takeAlong(
    values,
    axis,
    lower.map((place) => Math.min(place + 1, length - 1)),
  );
  return tf.add(tf.mul(first, tf.sub(1, parts)), tf.mul(second, parts));
}

function within(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length - 1);
}
