import * as tf from '@tensorflow/tfjs-core';
import { limit } from './applyFunction';
import { castTo } from './castTo';
import { wholeOutput } from './nodeFunction';

/** Integer words of values, as float32: rounded to even, limited to those of the type. */
export const quantize = wholeOutput<'quantize'>(({ axis, min, max }, [input], [scale, zeroPoint]) => {
  const words = tf.round(tf.div(castTo(input!, 'float32'), alongAxis(scale!, axis, input!)));
  return limit(tf.add(words, alongAxis(zeroPoint!, axis, input!)), min, max);
});

/** Values of integer words. */
export const dequantize = wholeOutput<'dequantize'>(({ axis }, [input], [scale, zeroPoint]) =>
  tf.mul(
    tf.sub(castTo(input!, 'float32'), alongAxis(zeroPoint!, axis, input!)),
    alongAxis(scale!, axis, input!),
  ),
);

/** One value, or one for each entry of an axis of `values`, in a shape that broadcasts. */
function alongAxis(parameters: tf.Tensor, axis: number, values: tf.Tensor): tf.Tensor {
  return tf.reshape(
    castTo(parameters, 'float32'),
    values.shape.map((_, place) => (place === axis + 1 ? parameters.size : 1)),
  );
}
