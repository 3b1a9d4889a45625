import { t } from '../../../core/language/t';
import type { Reduction } from '../../../core/network/operators';
import { checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { CannotRun, type NodeOutput, type Value } from '../values';
import { axesOf } from './views';

type Reducing = (typeof REDUCTIONS)[keyof typeof REDUCTIONS];

const REDUCTIONS = {
  ReduceMean: 'mean',
  ReduceSum: 'sum',
  ReduceMax: 'max',
  ReduceMin: 'min',
  ReduceProd: 'product',
  ReduceL1: 'l1',
  ReduceL2: 'l2',
  ReduceLogSum: 'logSum',
  ReduceLogSumExp: 'logSumExp',
  ReduceSumSquare: 'sumOfSquares',
} as const satisfies Readonly<Record<string, Reduction>>;

function reduce(reduction: Reducing, inputSince: number): Translation {
  return (operation) => {
    const { builder } = operation;
    const given = operation.value(0);
    const rank = given.dims.length;
    const keepsAxes = operation.choice('keepdims', [1, 0]) === 1;
    const keepsAll = operation.choice('noop_with_empty_axes', [0, 1]) === 1;
    const stated = axesOf(operation, inputSince) ?? [];
    if (stated.length === 0 && keepsAll) return given;
    const axes =
      stated.length === 0
        ? given.dims.map((_, axis) => axis)
        : stated.map((axis) => operation.axis(axis, rank, 'axes'));
    checkSampleAxes(builder, given, axes);
    const isNorm = reduction === 'mean' && keepsAxes && startsNorm(operation, axes, rank);
    const value = isNorm ? operation.arrangeInput(0) : given;
    const places = axes.map((axis) => value.axes.indexOf(axis)).toSorted((a, b) => a - b);
    const output = builder.emit({ kind: 'reduce', reduction, axes: places, keepsAxes }, [value]);
    if (keepsAxes) return builder.value(output, value.axes, value.batchAxis);
    return withoutAxes(operation, output, value, axes);
  };
}

/** Returns true for the mean of a layer normalisation, which works on the last axes alone. */
function startsNorm(operation: Operation, axes: readonly number[], rank: number): boolean {
  const [input] = operation.node.inputs;
  return (
    !operation.isConstant &&
    axes.every((axis) => axis >= rank - axes.length) &&
    operation.readers(0).some(({ operator, inputs }) => operator === 'Sub' && inputs[0] === input)
  );
}

/** Gives an output the axes of a value without some. */
function withoutAxes(
  { builder }: Operation,
  output: NodeOutput,
  { axes, batchAxis }: Value,
  dropped: readonly number[],
): Value {
  const place = (axis: number) => axis - dropped.filter((other) => other < axis).length;
  const kept = axes.filter((axis) => !dropped.includes(axis)).map(place);
  return builder.value(
    output,
    kept,
    batchAxis === null || dropped.includes(batchAxis) ? null : place(batchAxis),
  );
}

function arg(kind: 'argMax' | 'argMin'): Translation {
  return (operation) => {
    const { builder } = operation;
    const value = operation.value(0);
    const axis = operation.axis(operation.int('axis') ?? 0, value.dims.length);
    const keepsAxis = operation.choice('keepdims', [1, 0]) === 1;
    operation.choice('select_last_index', [0]);
    checkSampleAxes(builder, value, [axis]);
    const output = builder.emit({ kind, axis: value.axes.indexOf(axis), keepsAxis }, [value]);
    if (keepsAxis) return builder.value(output, value.axes, value.batchAxis);
    return withoutAxes(operation, output, value, [axis]);
  };
}

function softmax(isLog: boolean): Translation {
  return (operation) => {
    const { builder } = operation;
    const value = operation.value(0);
    const rank = value.dims.length;
    const isOld = operation.opset < 13;
    const axis = operation.axis(operation.int('axis') ?? (isOld ? 1 : -1), rank);
    const along = value.dims.map((_, at) => at).filter((at) => (isOld ? at >= axis : at === axis));
    const long = along.filter((at) => value.dims[at] !== 1);
    checkSampleAxes(builder, value, long);
    const [only = value.axes.find((at) => along.includes(at))] = long;
    if (only === undefined) throw new CannotRun('mixesSamples', t`axis ${axis}`);
    if (long.length <= 1) {
      const output = builder.emit({ kind: 'softmax', axis: value.axes.indexOf(only), isLog }, [value]);
      return builder.value(output, value.axes, value.batchAxis);
    }
    // Before opset 13 all axes from one on are one.
    const axes = [...value.axes.filter((at) => !along.includes(at)), ...along];
    const ordered = builder.layOut(value, value.axes, axes);
    const kept = ordered.shape.slice(0, axes.length - along.length);
    const rows = builder.reshape(ordered, [...kept, along.reduce((size, at) => size * value.dims[at]!, 1)]);
    const output = builder.emit({ kind: 'softmax', axis: kept.length, isLog }, [rows]);
    return builder.value(builder.reshape(output, ordered.shape), axes, value.batchAxis);
  };
}

export const REDUCING: Readonly<Record<string, Translation>> = {
  ...Object.fromEntries(
    Object.entries(REDUCTIONS).map(([name, reduction]) => [
      name,
      reduce(reduction, name === 'ReduceSum' ? 13 : 18),
    ]),
  ),
  ArgMax: arg('argMax'),
  ArgMin: arg('argMin'),
  Softmax: softmax(false),
  LogSoftmax: softmax(true),
};
