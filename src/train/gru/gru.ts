import * as tf from '@tensorflow/tfjs-core';
import { inferGru } from '../../engine/gru/gru';
import type { GruInputs } from '../../engine/gru/gruStep';
import { PLAIN_NODE } from '../../engine/nodes/nodeFunction';
import { gruGradient } from './gruGradient';

/**
 * Computes what `inferGru` computes where nothing is stored, differentiable in all four inputs.
 * Keeps no tensor except its result.
 */
export function gru(...inputs: GruInputs): tf.Tensor3D {
  const differentiable = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const taped = args as GruInputs;
    const states = inferGru(taped, PLAIN_NODE);
    save([...taped, states]);
    return {
      value: states,
      gradFunc: (outer: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, kernel, recurrentKernel, bias, value] = saved as [...GruInputs, tf.Tensor3D];
        return gruGradient([x, kernel, recurrentKernel, bias], value, outer as tf.Tensor3D);
      },
    };
  });
  return differentiable(...inputs) as tf.Tensor3D;
}
