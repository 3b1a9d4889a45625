import { registerBatchNormTraining } from './batchNormTraining';
import { registerChannelSum } from './channelSum';
import { registerConvFilterGradient } from './convFilterGradient';
import { registerConvInputGradient } from './convInputGradient';
import { registerTransposingMatMulGradient } from './matMulGradient';
import { registerMaxPoolGradient } from './maxPoolGradient';
import { registerReluGradient } from './reluGradient';
import { registerSharedIdentity } from './sharedIdentity';

/**
 * Registers the gradients and kernels that convolutional networks need for fast training on WASM.
 * Other backends keep their own kernels. It acts on the whole process; call it once, after WASM has
 * become the backend if it is used.
 */
export function registerTrainingGradients(): void {
  registerTransposingMatMulGradient();
  registerReluGradient();
  registerConvFilterGradient();
  registerConvInputGradient();
  registerMaxPoolGradient();
  registerBatchNormTraining();
  registerChannelSum();
  registerSharedIdentity();
}
