import type { GraphOperation } from '../../../core/network/graphOperation';
import { product, type TensorRole } from '../../../core/network/network';
import type { Direction, UnaryFunction } from '../../../core/network/operators';
import type { ConstantUse } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { computedValues } from '../storedValues';
import {
  CannotRun,
  type Constant,
  type Operand,
  partOf,
  reshapeConstant,
  transposeConstant,
  wholeConstant,
} from '../values';
import { squeeze, transpose, unsqueeze } from './views';

/** Operators with their number of gates. */
const GATES = { LSTM: 4, GRU: 3, RNN: 1 } as const;
type Cell = keyof typeof GATES;

function cell(name: Cell): Translation {
  return (operation) => {
    const { builder } = operation;
    const direction = operation.choice<Direction>('direction', ['forward', 'reverse', 'bidirectional']);
    const directions = direction === 'bidirectional' ? 2 : 1;
    const isBatchFirst = operation.choice('layout', [0, 1]) === 1;
    const value = operation.value(0);
    if (value.dims.length !== 3) throw operation.refusedInput(0, `[${value.dims.join(', ')}]`);
    const [stepsAxis, batchAxis] = isBatchFirst ? [1, 0] : [0, 1];
    if (value.batchAxis !== null && value.batchAxis !== batchAxis)
      throw new CannotRun('mixesSamples', `[${value.dims.join(', ')}]`);
    if (value.batchAxis === null && value.dims[batchAxis] !== 1)
      throw new CannotRun('mixesSamples', `[${value.dims.join(', ')}]`);
    checkSteps(operation, value.dims[stepsAxis]!);
    const units = operation.constant(2).dims[2]!;
    const stated = operation.int('hidden_size') ?? units;
    if (stated !== units) throw operation.refusal('hidden_size', `${stated}`);
    const functions = functionsOf(operation, name, directions);
    const clip = operation.float('clip');
    const isLast = !operation.isRead(0);
    if (isLast && operation.isRead(2)) throw operation.refusedOutput(2);
    const settings = {
      units,
      direction,
      output: isLast ? ('last' as const) : ('sequence' as const),
      ...(clip === undefined ? {} : { clip }),
    };
    const sequence = builder.layOut(value, value.axes, [stepsAxis, 2]);
    const uses = usesOf(operation, name, directions, units, isBatchFirst);
    const output = builder.emit(operationOf(operation, name, settings, functions), [sequence], uses);
    if (operation.isRead(2)) throw operation.refusedOutput(2);
    // A sample's states have no batch until the file's axes come back.
    const hasBatch = value.batchAxis !== null;
    const withBatch = (shape: readonly number[], axis: number): Operand => {
      const parts = builder.reshape(output, shape);
      const axes = shape.map((_, at) => at);
      if (!hasBatch) return unsqueeze(builder, builder.value(parts, axes, null), [axis]);
      return builder.value(
        parts,
        axes.map((at) => (at >= axis ? at + 1 : at)),
        axis,
      );
    };
    if (isLast) {
      const last = withBatch([directions, units], 1);
      return [null, isBatchFirst ? transpose(builder, last, [1, 0, 2]) : last];
    }
    const states = withBatch([output.shape[0]!, directions, units], 2);
    const all = isBatchFirst ? transpose(builder, states, [2, 0, 1, 3]) : states;
    if (!operation.isRead(1)) return [all];
    const ends = lastStates(operation, states, direction);
    return [all, isBatchFirst ? transpose(builder, ends, [1, 0, 2]) : ends];
  };
}

/** Takes the last state of each direction from [steps, directions, batch, units]. */
function lastStates(operation: Operation, states: Operand, direction: Direction): Operand {
  const { builder } = operation;
  if (states.source !== 'node') throw operation.refusedOutput(1);
  const steps = states.dims[0]!;
  const part = (step: number, at: number) => {
    const begin = states.axes.map((axis) => (axis === 0 ? step : axis === 1 ? at : 0));
    const end = states.axes.map((axis, place) => (axis <= 1 ? begin[place]! + 1 : states.shape[place]!));
    const output = builder.emit({ kind: 'slice', begin, end, steps: begin.map(() => 1) }, [states]);
    return squeeze(builder, builder.value(output, states.axes, states.batchAxis), [0]);
  };
  if (direction !== 'bidirectional') return part(direction === 'reverse' ? 0 : steps - 1, 0);
  const [forward, reverse] = [part(steps - 1, 0), part(0, 1)];
  if (forward.source !== 'node' || reverse.source !== 'node') throw operation.refusedOutput(1);
  const output = builder.emit(
    { kind: 'concat', axis: forward.axes.indexOf(0), operands: ['input', 'input'] },
    [forward, reverse],
  );
  return builder.value(output, forward.axes, forward.batchAxis);
}

/** Refuses sequences that are shorter than their tensor. */
function checkSteps(operation: Operation, steps: number): void {
  const lengths = operation.numbers(4);
  if (lengths?.some((length) => length !== steps))
    throw operation.refusal('sequence_lens', lengths.join(', '));
}

/** Returns the cell's node. */
function operationOf(
  operation: Operation,
  name: Cell,
  settings: Omit<Extract<GraphOperation, { kind: 'rnn' }>, 'kind' | 'function'>,
  functions: readonly UnaryFunction[],
): GraphOperation {
  const [first, second, third] = functions as [UnaryFunction, UnaryFunction, UnaryFunction];
  switch (name) {
    case 'LSTM':
      operation.choice('input_forget', [0]);
      return {
        kind: 'lstm',
        functions: [first, second, third],
        ...(operation.choice('gates', ['iofc', 'ifco']) === 'ifco' ? { gates: 'ifco' } : {}),
        ...settings,
      };
    case 'GRU': {
      const resetsAfter = operation.choice('linear_before_reset', [0, 1]) === 1;
      return { kind: 'onnxGru', functions: [first, second], resetsAfter, ...settings };
    }
    case 'RNN':
      return { kind: 'rnn', function: first, ...settings };
    default:
      throw name satisfies never;
  }
}

function usesOf(
  operation: Operation,
  cellKind: Cell,
  directions: number,
  units: number,
  isBatchFirst: boolean,
): ConstantUse[] {
  const gates = GATES[cellKind];
  const kernel = transposeConstant(operation.constant(1), [0, 2, 1]);
  const recurrent = transposeConstant(operation.constant(2), [0, 2, 1]);
  const uses: ConstantUse[] = [
    { role: 'kernel', constant: kernel },
    { role: 'recurrentKernel', constant: recurrent },
  ];
  const columns = gates * units;
  const name = operation.node.outputs.find((output) => output !== '')!;
  const none = zeros(`${name}/no-bias`, [directions, columns]);
  const bias = operation.has(3) ? operation.constant(3) : null;
  for (const [at, role] of (['bias', 'recurrentBias'] as const).entries())
    uses.push({ role, constant: bias === null ? none : biasPart(bias, at, columns, none) });
  const state = (role: TensorRole, index: number) => {
    if (!operation.has(index)) return;
    const constant = operation.constant(index);
    const at = isBatchFirst ? 0 : 1;
    if (constant.dims[at] !== 1) throw operation.refusedInput(index, `[${constant.dims.join(', ')}]`);
    uses.push({ role, constant: reshapeConstant(constant, [directions, units]) });
  };
  state('initialHidden', 5);
  if (cellKind !== 'LSTM') return uses;
  const hasPeepholes = operation.has(7);
  if (operation.has(5) || operation.has(6) || hasPeepholes) {
    if (!operation.has(5))
      uses.push({
        role: 'initialHidden',
        constant: zeros(`${name}/no-state`, [directions, units]),
      });
    if (!operation.has(6))
      uses.push({
        role: 'initialCell',
        constant: zeros(`${name}/no-state`, [directions, units]),
      });
    state('initialCell', 6);
  }
  if (hasPeepholes) uses.push({ role: 'peepholes', constant: operation.constant(7) });
  return uses;
}

/**
 * Returns the input's (0) or the state's (1) biases [directions, columns]. ONNX stores them side by
 * side. Files of other formats store the input's alone, [directions, columns], or both as rows,
 * [directions, 2, columns].
 */
function biasPart(bias: Constant, at: number, columns: number, none: Constant): Constant {
  if (bias.dims.length === 3) return reshapeConstant(partOf(bias, 1, at, 1), none.dims);
  if (bias.dims[1] === columns) return at === 0 ? bias : none;
  return partOf(bias, 1, at * columns, columns);
}

/** Returns a constant of zeros. */
function zeros(name: string, shape: readonly number[]): Constant {
  return wholeConstant(computedValues(name, shape, 'float32', new Float32Array(product(shape)), false));
}

/** Reads the functions of the cell's gates, which each direction must share. */
function functionsOf(operation: Operation, name: Cell, directions: number): readonly UnaryFunction[] {
  const standard = { LSTM: ['Sigmoid', 'Tanh', 'Tanh'], GRU: ['Sigmoid', 'Tanh'], RNN: ['Tanh'] }[name];
  const names = operation.texts('activations') ?? Array<string[]>(directions).fill(standard).flat();
  const alphas = [...(operation.floats('activation_alpha') ?? [])];
  const betas = [...(operation.floats('activation_beta') ?? [])];
  const functions = names.map((one) => functionOf(one.toLowerCase(), alphas, betas));
  const first = functions.slice(0, standard.length);
  const isShared = functions.every(
    (one, at) => JSON.stringify(one) === JSON.stringify(first[at % first.length]),
  );
  if (!isShared || names.length !== standard.length * directions || functions.includes(undefined))
    throw operation.refusal('activations', names.join(', '));
  return first as readonly UnaryFunction[];
}

/**
 * Returns a function by its name. Its parameters are the next of `alphas` and `betas`. Undefined:
 * it is unknown.
 */
function functionOf(name: string, alphas: number[], betas: number[]): UnaryFunction | undefined {
  switch (name) {
    case 'sigmoid':
    case 'tanh':
    case 'relu':
    case 'softsign':
    case 'softplus':
    case 'exp':
      return { name };
    case 'hardsigmoid':
      return { name: 'hardSigmoid', alpha: alphas.shift() ?? 0.2, beta: betas.shift() ?? 0.5 };
    case 'leakyrelu':
      return { name: 'leakyRelu', alpha: alphas.shift() ?? 0.01 };
    case 'elu':
      return { name: 'elu', alpha: alphas.shift() ?? 1 };
    case 'affine':
      return { name: 'affine', scale: alphas.shift() ?? 1, offset: betas.shift() ?? 0 };
    default:
      return undefined;
  }
}

export const RECURRENT: Readonly<Record<string, Translation>> = {
  LSTM: cell('LSTM'),
  GRU: cell('GRU'),
  RNN: cell('RNN'),
};
