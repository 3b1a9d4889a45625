import * as tf from '@tensorflow/tfjs-core';
import type { BufferPart } from '../../core/network/model';
import type { Direction } from '../../core/network/operators';
import { dropTiny } from '../gru/dropTiny';
import { takeRows } from '../gru/takeRows';
import type { NodeInference } from './nodeFunction';

/** Tensors of one direction of a recurrent cell, with the gates' columns side by side. */
export interface CellTensors {
  /** [features, gates · units]. */
  readonly kernel: tf.Tensor2D;
  /** [units, gates · units]. */
  readonly recurrentKernel: tf.Tensor2D;
  /** [gates · units] each. */
  readonly bias: tf.Tensor1D;
  readonly recurrentBias: tf.Tensor1D;
  /** The tensors after these, [columns] each. */
  readonly others: readonly tf.Tensor1D[];
}

/** One direction of a recurrent cell. */
interface Cell<State extends string> {
  /** Bias [gates · units] of the products of all inputs with the kernel. */
  readonly inputBias: tf.Tensor1D;
  /** States before the first step, [batch, units], in the order of their names. */
  readonly initial: Readonly<Record<State, tf.Tensor2D>>;
  /**
   * Computes the next states from those before and the products [batch, gates · units] of the
   * step's input. `store` checks and stores a state; the cell continues with its result.
   */
  step(
    states: Readonly<Record<State, tf.Tensor2D>>,
    input: tf.Tensor2D,
    store: (state: State, values: tf.Tensor2D) => tf.Tensor2D,
  ): Readonly<Record<State, tf.Tensor2D>>;
}

/** Settings that all recurrent cells share. */
interface RecurrentNode {
  readonly units: number;
  readonly direction: Direction;
  readonly output: 'sequence' | 'last';
}

/** Number of tensors before the optional ones. */
const NUM_NEEDED = 4;

const REVERSE_PARTS: Readonly<Record<string, BufferPart>> = { hidden: 'hiddenReverse', cell: 'cellReverse' };

/**
 * Runs a recurrent cell over the steps of sequences [batch, steps, features]. Each state is checked
 * and stored at every step, and the cell continues with the stored values. Steps are counted in the
 * order in which a direction takes them. Last, the node's output is stored.
 */
export function runCell<State extends 'hidden' | 'cell'>(
  { units, direction, output }: RecurrentNode,
  sequences: tf.Tensor,
  tensors: readonly tf.Tensor[],
  how: NodeInference,
  makeCell: (tensors: CellTensors, batch: number) => Cell<State | 'hidden'>,
): tf.Tensor {
  const [batch, steps, features] = sequences.shape as [number, number, number];
  const byTime: tf.Tensor2D = tf.reshape(tf.transpose(sequences, [1, 0, 2]), [steps * batch, features]);
  const numDirections = direction === 'bidirectional' ? 2 : 1;
  const perDirection = tensors.map((tensor) => tf.unstack(tensor));

  const outputs = Array.from({ length: numDirections }, (_, index) => {
    const own = perDirection.map((parts) => parts[index]!);
    const cellTensors = {
      kernel: own[0] as tf.Tensor2D,
      recurrentKernel: own[1] as tf.Tensor2D,
      bias: own[2] as tf.Tensor1D,
      recurrentBias: own[3] as tf.Tensor1D,
      others: own.slice(NUM_NEEDED) as tf.Tensor1D[],
    };
    const isReverse = direction === 'reverse' || index === 1;
    const cell = makeCell(cellTensors, batch);
    const products = tf.fused.matMul({
      a: byTime,
      b: cellTensors.kernel,
      bias: cell.inputBias,
    }) as tf.Tensor2D;
    let states = cell.initial;
    const hidden: tf.Tensor2D[] = [];
    for (let count = 0; count < steps; count++) {
      const step = isReverse ? steps - 1 - count : count;
      const store = (state: string, values: tf.Tensor2D): tf.Tensor2D => {
        const part = index === 1 ? REVERSE_PARTS[state]! : (state as BufferPart);
        const finite = how.check === null ? values : how.check(values);
        return how.onWrite === null ? finite : (how.onWrite(dropTiny(finite), part, count) as tf.Tensor2D);
      };
      states = tf.tidy(() => cell.step(states, takeRows(products, step * batch, batch), store));
      hidden[step] = states.hidden;
    }
    if (output === 'last') return states.hidden;
    return tf.reshape(tf.concat(hidden, 1), [batch, steps, units]);
  });
  const joined = numDirections === 1 ? outputs[0]!.clone() : tf.concat(outputs, -1);
  return how.onWrite === null ? joined : how.onWrite(joined, 'output', 0);
}
