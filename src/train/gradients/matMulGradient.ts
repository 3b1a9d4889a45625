import * as tf from '@tensorflow/tfjs-core';

/**
 * Replaces tfjs's gradient of matMul by one that transposes first. On WASM, a matMul with
 * transposeA or transposeB uses a scalar path, which takes ten times as long as transpose and
 * matMul (tfjs 4.22). It acts on the whole process; call it once. It covers the case of dense
 * layers: matrices, neither of them transposed.
 */
export function registerTransposingMatMulGradient(): void {
  tf.unregisterGradient(tf.BatchMatMul);
  tf.registerGradient({
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attrs) => {
      const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
      if (transposeA || transposeB) {
        throw new TypeError('Cannot differentiate matMul of transposed matrices: expected plain ones');
      }
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const outer = dy as tf.Tensor;
      return {
        a: () => tf.matMul(outer, tf.transpose(b, swapLast(b.rank))),
        b: () => tf.matMul(tf.transpose(a, swapLast(a.rank)), outer),
      };
    },
  });
}

function swapLast(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
