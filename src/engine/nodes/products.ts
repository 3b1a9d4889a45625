import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { castTo, typeOf } from './castTo';
import { fusedOutput, inKernel, wholeOutput } from './nodeFunction';
import { operandsOf } from './operands';
import { expandTo } from './takeAlong';

/** Product with a stored kernel over the last axis, with its bias and function fused. */
export const linear = fusedOutput<'linear'>(({ activation }, [input], [kernel, bias], isChecked) => {
  const leading = input!.shape.slice(0, -1);
  const [numInputs, units] = kernel!.shape as [number, number];
  const products = tf.fused.matMul({
    a: tf.reshape(input!, [-1, numInputs]) as tf.Tensor2D,
    b: kernel as tf.Tensor2D,
    ...(bias === undefined ? {} : { bias }),
    activation: isChecked ? 'linear' : inKernel(activation),
  });
  return tf.reshape(products, [...leading, units]);
});

/**
 * Product of matrices, the last two axes of its operands. Further axes of a sample are aligned at
 * their end and broadcast.
 */
export const matMul = wholeOutput<'matMul'>((node, inputs, tensors) => {
  const type = typeOf(inputs[0]!);
  const operands = operandsOf(node, inputs, tensors).map((operand) => castTo(operand, 'float32'));
  const rank = Math.max(...operands.map((operand) => operand.rank));
  const [a, b] = operands.map((operand) => {
    const missing = Array<number>(rank - operand.rank).fill(1);
    return tf.reshape(operand, operand.shape.toSpliced(1, 0, ...missing));
  });
  return castTo(batchProduct(a!, b!), type);
});

/**
 * Multiplies matrices of one rank. tfjs 4.22 repeats the shorter of two unequal lists of matrices
 * in turn, which is right only for a list of one (`findings/tfjs-matmul-broadcast.sh`). So others
 * are expanded first.
 */
function batchProduct(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [leadingA, leadingB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const leading = leadingA.map((length, axis) => Math.max(length, leadingB[axis]!));
  const shape = [...leading, a.shape.at(-2)!, b.shape.at(-1)!];
  if (product(leadingB) === 1) {
    // One matrix for all rows.
    const rows: tf.Tensor2D = tf.reshape(a, [-1, a.shape.at(-1)!]);
    return tf.reshape(tf.matMul(rows, tf.reshape(b, b.shape.slice(-2))), shape);
  }
  const list = (matrices: tf.Tensor) => {
    const size = matrices.shape.slice(-2) as [number, number];
    const isShared = product(matrices.shape.slice(0, -2)) === 1;
    return tf.reshape(isShared ? matrices : expandTo(matrices, [...leading, ...size]), [-1, ...size]);
  };
  return tf.reshape(tf.matMul(list(a), list(b)), shape);
}
