import type * as tf from '@tensorflow/tfjs-core';
import { castTo, typeOf } from './castTo';
import { wholeOutput } from './nodeFunction';
import { operandsOf } from './operands';
import { select } from './select';

/** Values of one operand where a condition holds, and of another where it does not. */
export const where = wholeOutput<'where'>((node, inputs, tensors) => {
  const [condition, ...values] = operandsOf(node, inputs, tensors) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const typed = inputs[node.operands[0] === 'input' ? 1 : 0];
  const [whenTrue, whenFalse] = values.map((operand) =>
    castTo(operand, typed === undefined ? 'float32' : typeOf(typed)),
  );
  return select(castTo(condition, 'bool'), whenTrue!, whenFalse!);
});
