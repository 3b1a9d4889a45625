import * as tf from '@tensorflow/tfjs-core';
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
    if (!isStored) return tf.gather(all, places, axis + 1, operands[1] === 'input' ? 1 : 0);
    // The batch is the first axis of the indices, and moves to the front.
    const found = tf.gather(all, places, axis);
    const others = Array.from({ length: found.rank }, (__, place) => place).filter((place) => place !== axis);
    return tf.transpose(found, [axis, ...others]);
  });
});

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
