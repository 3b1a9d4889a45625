import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { castTo } from './castTo';
import { view, wholeOutput } from './nodeFunction';
import { moved } from './rearrange';

/** Rows of a stored table, by whole numbers. */
export const embedding = wholeOutput<'embedding'>((_, [input], [table]) =>
  tf.gather(table!, placesIn(input!, table!.shape[0]!)),
);

/** Values along an axis, by whole numbers. The indices of each sample may be its own. */
export const gather = view<'gather'>(({ axis, operands }, inputs, tensors) => {
  const [values, indices] =
    operands[0] === 'input' ? [inputs[0]!, inputs[1] ?? tensors[0]!] : [tensors[0]!, inputs[0]!];
  const isStored = operands[0] === 'tensor';
  const places = placesIn(indices, values.shape[isStored ? axis : axis + 1]!);
  return moved(values, (all) => {
    if (!isStored && operands[1] === 'tensor') return tf.gather(all, places, axis + 1);
    if (!isStored) return takeOwn(all, axis + 1, places);
    // The batch is the first axis of the indices, and moves to the front.
    const found = tf.gather(all, places, axis);
    const others = Array.from({ length: found.rank }, (__, place) => place).filter((place) => place !== axis);
    return tf.transpose(found, [axis, ...others]);
  });
});

/**
 * Takes the places [batch, ...] of each sample along an axis of its own values. The axis moves to
 * the front, so that it can be joined with the batch: tfjs 4.22 on WASM takes wrong values from all
 * samples but the first (`findings/tfjs-wasm-gather.sh`).
 */
function takeOwn(values: tf.Tensor, axis: number, places: tf.Tensor): tf.Tensor {
  const [batch, ...sample] = values.shape as [number, ...number[]];
  const length = values.shape[axis]!;
  const before = sample.slice(0, axis - 1);
  const after = sample.slice(axis);
  const numBefore = product(before);
  const rows = tf.transpose(tf.reshape(values, [batch, numBefore, length, product(after)]), [0, 2, 1, 3]);
  const numPlaces = product(places.shape.slice(1));
  const firstRows = tf.range(0, batch * length, length, 'int32');
  const ownRows = tf.add(tf.reshape(places, [batch, numPlaces]), tf.reshape(firstRows, [batch, 1]));
  const taken = tf.gather(
    tf.reshape(rows, [batch * length, numBefore * product(after)]),
    tf.reshape(ownRows, [batch * numPlaces]),
  );
  const split = tf.reshape(taken, [batch, numPlaces, numBefore, product(after)]);
  return tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [
    batch,
    ...before,
    ...places.shape.slice(1),
    ...after,
  ]);
}

/**
 * Returns indices as whole numbers from 0 to before `length`. Negative ones count from the end. A
 * faulty index beyond the axis means its nearest entry, because devices differ in what they would
 * read there.
 */
function placesIn(indices: tf.Tensor, length: number): tf.Tensor {
  const whole = castTo(indices, 'int32');
  const isNegative = tf.cast(tf.less(whole, tf.scalar(0, 'int32')), 'int32');
  const fromStart = tf.add(whole, tf.mul(isNegative, tf.scalar(length, 'int32')));
  return tf.minimum(tf.maximum(fromStart, tf.scalar(0, 'int32')), tf.scalar(length - 1, 'int32'));
}
