import * as tf from '@tensorflow/tfjs-core';
import { wholeOutput } from './nodeFunction';

/** Convolution over pictures, with its bias and ReLU fused. */
export const conv = wholeOutput<'conv'>(({ strides, padding, relu }, [input], [kernel, bias], isChecked) =>
  tf.fused.conv2d({
    x: input as tf.Tensor4D,
    filter: kernel as tf.Tensor4D,
    strides,
    pad: padding,
    bias: bias!,
    activation: relu && !isChecked ? 'relu' : 'linear',
  }),
);
