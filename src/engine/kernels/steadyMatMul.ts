import * as tf from '@tensorflow/tfjs-core';

/**
 * `MatMulPackedProgram` in tfjs's `webgpu_util.ts`. One thread computes each sum along the inner
 * axis, without atomics.
 */
const PACKED_PROGRAM = 3;

/**
 * Makes matrix products on WebGPU reproducible: each row has the same bits in every run and in any
 * batch. Convolutions that run as products then follow; the others are reproducible already.
 *
 * By default tfjs 4.22 chooses one of four programs by the shape of the result. One of them, for a
 * long inner axis and few tiles, splits sums over workgroups that add atomically, in an order that
 * differs between runs.
 *
 * The program chosen here has one exception. It sums a single row four terms at a time, unless
 * inner axis and columns are multiples of four. So a single row is multiplied together with a copy
 * of itself.
 *
 * Call it after tfjs has registered its WebGPU kernels.
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
