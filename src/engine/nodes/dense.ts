import * as tf from '@tensorflow/tfjs-core';
import { wholeOutput } from './nodeFunction';

/** Matrix product with a kernel, with its bias and ReLU fused. */
export const dense = wholeOutput<'dense'>(({ relu }, [input], [kernel, bias], isChecked) =>
  tf.fused.matMul({
    a: input as tf.Tensor2D,
    b: kernel as tf.Tensor2D,
    bias: bias!,
    activation: relu && !isChecked ? 'relu' : 'linear',
  }),
);
