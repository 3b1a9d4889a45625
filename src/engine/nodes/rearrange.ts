import * as tf from '@tensorflow/tfjs-core';
import { castTo, typeOf } from './castTo';
import { view } from './nodeFunction';
import { operandsOf } from './operands';
import { overPictures } from './overPictures';
import { sliceAxis } from './sliceAxis';
import { expandTo, takeAlong } from './takeAlong';

/**
 * Moves values. Integers and truth values are moved as float32, which holds integers up to 2^24:
 * tfjs 4.22 cannot transpose others on WebGPU (`findings/tfjs-webgpu-transpose.sh`).
 */
export function moved(values: tf.Tensor, move: (values: tf.Tensor) => tf.Tensor): tf.Tensor {
  return castTo(move(castTo(values, 'float32')), typeOf(values));
}

/** The values of a sample in another shape. */
export const reshape = view<'reshape'>(({ shape }, [input]) =>
  tf.reshape(input!, [input!.shape[0]!, ...shape]),
);

/** Axes of a sample in another order. */
export const transpose = view<'transpose'>(({ permutation }, [input]) =>
  moved(input!, (values) => tf.transpose(values, [0, ...permutation.map((axis) => axis + 1)])),
);

/**
 * Part of each axis. tfjs's strided slice is not used for negative steps: it reads an end of -1 as
 * the last entry.
 */
export const slice = view<'slice'>(({ begin, end, steps }, [input]) =>
  moved(input!, (values) => {
    return steps.reduce<tf.Tensor>((left, step, axis) => {
      const length = Math.ceil((end[axis]! - begin[axis]!) / step);
      return step === 1
        ? sliceAxis(left, axis + 1, begin[axis]!, length)
        : takeAlong(
            left,
            axis + 1,
            Array.from({ length }, (_, index) => begin[axis]! + index * step),
          );
    }, values.clone());
  }),
);

/** Operands one after the other along an axis. Stored tensors are repeated for each sample. */
export const concat = view<'concat'>((node, inputs, tensors) => {
  const [first] = inputs as [tf.Tensor];
  const type = typeOf(first);
  const parts = operandsOf(node, inputs, tensors).map((part) =>
    expandTo(castTo(castTo(part, type), 'float32'), [first.shape[0]!, ...part.shape.slice(1)]),
  );
  return castTo(tf.concat(parts, node.axis + 1), type);
});

/** Values around a sample. */
export const pad = view<'pad'>(({ pads, mode, value }, [input]) =>
  moved(input!, (values) => {
    if (mode !== 'constant')
      return pads.reduce<tf.Tensor>(
        (padded, sides, axis) =>
          sides.every((side) => side === 0)
            ? padded
            : takeAlong(padded, axis + 1, sourcePlaces(padded.shape[axis + 1]!, sides, mode)),
        values.clone(),
      );
    const cut = (sides: readonly [number, number], side: 0 | 1) => Math.max(0, -sides[side]);
    const kept = pads.reduce<tf.Tensor>(
      (left, sides, axis) =>
        sliceAxis(left, axis + 1, cut(sides, 0), values.shape[axis + 1]! - cut(sides, 0) - cut(sides, 1)),
      values.clone(),
    );
    const added = pads.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
    return tf.pad(kept, [[0, 0], ...added], value);
  }),
);

/** Returns the places that the entries of a padded axis come from. */
function sourcePlaces(
  length: number,
  [before, after]: readonly [number, number],
  mode: 'reflect' | 'edge' | 'wrap',
): number[] {
  const within = (place: number, period: number) => ((place % period) + period) % period;
  return Array.from({ length: before + length + after }, (_, index) => {
    const place = index - before;
    if (mode === 'edge') return Math.min(Math.max(place, 0), length - 1);
    if (mode === 'wrap') return within(place, length);
    if (length === 1) return 0;
    const reflected = within(place, 2 * length - 2);
    return Math.min(reflected, 2 * length - 2 - reflected);
  });
}

/** Axes of length 1, repeated. */
export const expand = view<'expand'>(({ shape }, [input]) =>
  moved(input!, (values) => expandTo(values.clone(), [values.shape[0]!, ...shape])),
);

/** The whole sample, repeated along each axis. */
export const tile = view<'tile'>(({ repeats }, [input]) =>
  moved(input!, (values) =>
    repeats.reduce<tf.Tensor>(
      (tiled, times, axis) =>
        times === 1 ? tiled : tf.concat(Array<tf.Tensor>(times).fill(tiled), axis + 1),
      values.clone(),
    ),
  ),
);

/** Channels in blocks of `size` by `size` pixels. */
export const depthToSpace = view<'depthToSpace'>(({ size, order }, [input]) =>
  moved(input!, (values) =>
    overPictures(values, (pictures) => {
      const [count, height, width, channels] = pictures.shape;
      const depth = channels / size ** 2;
      const [blocks, permutation] =
        order === 'blocksFirst'
          ? [
              [size, size, depth],
              [0, 1, 3, 2, 4, 5],
            ]
          : [
              [depth, size, size],
              [0, 1, 4, 2, 5, 3],
            ];
      const split = tf.reshape(pictures, [count, height, width, ...blocks!]);
      return tf.reshape(tf.transpose(split, permutation), [count, height * size, width * size, depth]);
    }),
  ),
);

/** Blocks of `size` by `size` pixels as channels, the blocks first. */
export const spaceToDepth = view<'spaceToDepth'>(({ size }, [input]) =>
  moved(input!, (values) =>
    overPictures(values, (pictures) => {
      const [count, height, width, channels] = pictures.shape;
      const [rows, columns] = [height / size, width / size];
      const split = tf.reshape(pictures, [count, rows, size, columns, size, channels]);
      return tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4, 5]), [
        count,
        rows,
        columns,
        channels * size ** 2,
      ]);
    }),
  ),
);

/** Values of another type. */
export const cast = view<'cast'>(({ to }, [input]) => castTo(input!, to).clone());
