import { inferGru } from '../gru/gru';
import type { GruInputs } from '../gru/gruStep';
import type { NodeFunction } from './nodeFunction';

/** Recurrent cell that outputs the hidden states of all steps. */
export const gru: NodeFunction<'gru'> = (_, inputs, tensors, how) =>
  inferGru([...inputs, ...tensors] as unknown as GruInputs, how);
