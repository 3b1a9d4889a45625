import * as tf from '@tensorflow/tfjs-core';

/**
 * `MatMulPackedProgram` of tfjs's `webgpu_util.ts`: one thread adds up each sum, along the inner
 * axis, without atomics.
 */
const PACKED_PROGRAM = 3;

/**
 * Makes matrix products on WebGPU give each row the same bits at every run and in any batch;
 * convolutions that run as products follow, and the others do so anyway. Left to itself tfjs 4.22
 * chooses among four programs by the shape of the result. One of them, for a long inner axis and
 * few tiles, splits sums over workgroups that add atomically, in an order that changes from run to
 * run. The program that is fixed here has one exception: a single row, unless inner axis and
 * columns are multiples of four, is summed four by four. So a single row is multiplied together
 * with a copy of itself. Call it after tfjs registered its WebGPU kernels.
 */
export function steadyMatMul(): void {
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', PACKED_PROGRAM);
  for (const kernelName of [tf.BatchMatMul, tf._FusedMatMul]) {
    const kernel = tf.getKernel(kernelName, 'webgpu');
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({
      ...kernel,
      kernelFunc(args) {
        const inputs = args.inputs as unknown as {
          readonly a: tf.Tensor;
          readonly [name: string]: tf.Tensor;
        };
        const { shape, rank } = inputs.a;
        if (shape[rank - 2] !== 1 || args.attrs?.transposeA === true) return kernel.kernelFunc(args);
        return tf.tidy(() => {
          const pair = { ...inputs, a: tf.concat([inputs.a, inputs.a], rank - 2) };
          const products: tf.Tensor = tf.engine().runKernel(kernelName, pair, args.attrs);
          const single = products.shape.with(-2, 1);
          return tf.slice(
            products,
            single.map(() => 0),
            single,
          );
        });
      },
    });
  }
}
