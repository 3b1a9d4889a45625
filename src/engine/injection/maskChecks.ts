import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import type { Injection } from '../../core/site/injection';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { drawMask, hitCountLimits } from '../kernels/faultKernels';
import { joinAll } from '../kernels/integerKernels';
import { maskChecksum } from '../kernels/maskChecksum';

/**
 * Draws the fault masks of some trials on the current device and returns a checksum of each, as
 * u32: the tensors of the site in their order, one trial after the other. Of transient faults it
 * draws those of the first image. Runs no inference.
 */
export async function readMaskChecks(
  description: ModelDescription,
  injections: readonly Injection[],
): Promise<number[]> {
  const checks = tf.tidy(() => {
    const limits = hitCountLimits();
    return joinAll(
      injections.flatMap((injection) =>
        trialTensors(description, { ...injection, numSamples: 1 }).map(({ structure, space }) =>
          // Frees each mask before the next one is drawn: those of a large layer fill the memory.
          tf.tidy(() => maskChecksum(drawMask(limits, space, faultDraw(injection, structure)))),
        ),
      ),
    );
  });
  try {
    return Array.from(await checks.data<'int32'>(), (check) => check >>> 0);
  } finally {
    checks.dispose();
  }
}
