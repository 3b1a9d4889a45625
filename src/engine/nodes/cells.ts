import * as tf from '@tensorflow/tfjs-core';
import type { UnaryFunction } from '../../core/network/operators';
import { applyFunction, limit } from './applyFunction';
import type { NodeFunction, NodeInference } from './nodeFunction';
import { runCell } from './recurrent';

/**
 * Returns how a cell applies a function to sums [batch, units]: they are checked, then limited to
 * ±clip.
 */
function gates({ check }: NodeInference, clip = Number.POSITIVE_INFINITY) {
  return (operation: UnaryFunction, sums: tf.Tensor): tf.Tensor2D => {
    const finite = check === null ? sums : check(sums);
    const limited = Number.isFinite(clip) ? limit(finite, -clip, clip) : finite;
    return applyFunction(operation, limited) as tf.Tensor2D;
  };
}

/** State of all sequences before the first step, from [units]. Undefined: 0. */
function initialState(stored: tf.Tensor1D | undefined, batch: number, units: number): tf.Tensor2D {
  const zeros: tf.Tensor2D = tf.zeros([batch, units]);
  return stored === undefined ? zeros : tf.add(zeros, stored);
}

/** Cell with one gate: f(x·W + h·R + biases). */
export const rnn: NodeFunction<'rnn'> = (node, [input], tensors, how) =>
  runCell<'hidden'>(node, input!, tensors, how, (own, batch) => {
    const gate = gates(how, node.clip);
    return {
      inputBias: tf.add(own.bias, own.recurrentBias),
      initial: { hidden: initialState(own.others[0], batch, node.units) },
      step: ({ hidden }, terms, store) => ({
        hidden: store('hidden', gate(node.function, tf.add(terms, tf.matMul(hidden, own.recurrentKernel)))),
      }),
    };
  });

/** Cell with gates i, o, f and a cell state. */
export const lstm: NodeFunction<'lstm'> = (node, [input], tensors, how) =>
  runCell<'hidden' | 'cell'>(node, input!, tensors, how, (own, batch) => {
    const { units, functions } = node;
    const gate = gates(how, node.clip);
    const states = own.others.filter(({ size }) => size === units);
    const [peepInput, peepOutput, peepForget] = peepholes(own.others, units);
    const peeping = (sums: tf.Tensor, cell: tf.Tensor, peephole: tf.Tensor | undefined) =>
      peephole === undefined ? sums : tf.add(sums, tf.mul(cell, peephole));
    return {
      inputBias: tf.add(own.bias, own.recurrentBias),
      initial: {
        hidden: initialState(states[0], batch, units),
        cell: initialState(states[1], batch, units),
      },
      step({ hidden, cell }, terms, store) {
        const sums = tf.add(terms, tf.matMul(hidden, own.recurrentKernel));
        const parts = tf.split(sums, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const [i, o, f, c] = node.gates === 'ifco' ? fromKeras(parts) : parts;
        const taken = tf.mul(gate(functions[0], peeping(i, cell, peepInput)), gate(functions[1], c));
        const kept = tf.mul(gate(functions[0], peeping(f, cell, peepForget)), cell);
        const next = store('cell', tf.add(kept, taken));
        const outputGate = gate(functions[0], peeping(o, next, peepOutput));
        return { cell: next, hidden: store('hidden', tf.mul(outputGate, gate(functions[2], next))) };
      },
    };
  });

/** Returns the gates i, f, c, o in the order i, o, f, c. */
function fromKeras<Gate>([i, f, c, o]: readonly [Gate, Gate, Gate, Gate]): readonly [Gate, Gate, Gate, Gate] {
  return [i, o, f, c];
}

/** Peepholes of the gates i, o, f, [units] each. Empty without them. */
function peepholes(others: readonly tf.Tensor1D[], units: number): tf.Tensor[] {
  const joined = others.find(({ size }) => size === 3 * units);
  return joined === undefined ? [] : tf.split(joined, 3);
}

/** Cell with gates z, r and a candidate, as ONNX defines it: z keeps the old state. */
export const onnxGru: NodeFunction<'onnxGru'> = (node, [input], tensors, how) =>
  runCell<'hidden'>(node, input!, tensors, how, (own, batch) => {
    const { units, functions, resetsAfter } = node;
    const gate = gates(how, node.clip);
    const [gateKernel, candidateKernel] = tf.split(own.recurrentKernel, [2 * units, units], 1) as [
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const [gateBias, candidateBias] = tf.split(own.recurrentBias, [2 * units, units]) as [
      tf.Tensor1D,
      tf.Tensor1D,
    ];
    // The reset gate scales the candidate's recurrent bias too if it comes after the product.
    const before = resetsAfter ? tf.zerosLike(candidateBias) : candidateBias;
    return {
      inputBias: tf.add(own.bias, tf.concat([gateBias, before])),
      initial: { hidden: initialState(own.others[0], batch, units) },
      step({ hidden }, terms, store) {
        const [termZ, termR, termH] = tf.split(terms, 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const [sumZ, sumR] = tf.split(tf.matMul(hidden, gateKernel), 2, 1) as [tf.Tensor, tf.Tensor];
        const reset = gate(functions[0], tf.add(termR, sumR));
        const recurrent = resetsAfter
          ? tf.mul(reset, tf.add(tf.matMul(hidden, candidateKernel), candidateBias))
          : tf.matMul(tf.mul(reset, hidden) as tf.Tensor2D, candidateKernel);
        const candidate = gate(functions[1], tf.add(termH, recurrent));
        const update = gate(functions[0], tf.add(termZ, sumZ));
        // z h + (1 - z) c with one operation fewer.
        return { hidden: store('hidden', tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)))) };
      },
    };
  });
