import { registerBatchNormTraining } from './batchNormTraining';
import { registerChannelSum } from './channelSum';
import { registerConvFilterGradient } from './convFilterGradient';
import { registerConvInputGradient } from './convInputGradient';
import { registerTransposingMatMulGradient } from './matMulGradient';
import { registerMaxPoolGradient } from './maxPoolGradient';
import { registerReluGradient } from './reluGradient';
import { registerSharedIdentity } from './sharedIdentity';

/**
 * Makes convolutional networks trainable on WASM, and fast; other backends keep their own kernels.
 * Process-wide; call it once, with WASM as the backend if that is to be used.
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
