import type { Reduction } from '../../../core/network/operators';
import { align, emitAligned, withValue } from '../broadcast';
import { checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { toPicture } from '../pictures';
import { CannotRun, type Operand, type Value } from '../values';
import { axesOf, squeeze, unsqueeze } from './views';

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

const concat: Translation = (operation) => {
  const { builder } = operation;
  const operands = withValue(operation.operands(), (constant) => operation.promote(constant, 0));
  const axis = operation.axis(operation.int('axis') ?? 0, operands[0]!.dims.length);
  if (operands.length === 1) return operands[0]!;
  for (const operand of operands) if (operand.source === 'node') checkSampleAxes(builder, operand, [axis]);
  const aligned = align(builder, operands);
  const at = aligned.axes.indexOf(axis);
  if (at < 0) throw new CannotRun('mixesSamples', `axis ${axis}`);
  return emitAligned(builder, aligned, (sources) => ({ kind: 'concat', axis: at, operands: sources }));
};

/** Adds a slice. `ranges` are [begin, end, step] by the axis of the file. */
function emitSlice(
  operation: Operation,
  value: Value,
  ranges: ReadonlyMap<number, readonly [number, number, number]>,
): Value {
  const { builder } = operation;
  const whole = (axis: number) => [0, value.dims[axis]!, 1] as const;
  const isWhole = (axis: number) => (ranges.get(axis) ?? whole(axis)).join() === whole(axis).join();
  checkSampleAxes(
    builder,
    value,
    [...ranges.keys()].filter((axis) => !isWhole(axis)),
  );
  if (value.dims.every((_, axis) => isWhole(axis))) return value;
  const parts = value.axes.map((axis, at) =>
    isWhole(axis) ? ([0, value.shape[at]!, 1] as const) : ranges.get(axis)!,
  );
  const output = builder.emit(
    {
      kind: 'slice',
      begin: parts.map(([begin]) => begin),
      end: parts.map(([, end]) => end),
      steps: parts.map(([, , step]) => step),
    },
    [value],
  );
  return builder.value(output, value.axes, value.batchAxis);
}

const slice: Translation = (operation) => {
  const value = operation.value(0);
  const isInput = operation.opset >= 10;
  const begins = (isInput ? operation.numbers(1) : operation.ints('starts')) ?? [];
  const ends = (isInput ? operation.numbers(2) : operation.ints('ends')) ?? [];
  const axes = (isInput ? operation.numbers(3) : operation.ints('axes')) ?? begins.map((_, axis) => axis);
  const steps = (isInput ? operation.numbers(4) : undefined) ?? begins.map(() => 1);
  const ranges = new Map<number, readonly [number, number, number]>();
  for (const [at, stated] of axes.entries()) {
    const axis = operation.axis(stated, value.dims.length, 'axes');
    const length = value.dims[axis]!;
    const step = steps[at]!;
    const place = (index: number) => (index < 0 ? index + length : index);
    const clamp = (index: number, low: number, high: number) => Math.min(high, Math.max(low, index));
    const [begin, end] = [place(begins[at]!), place(ends[at]!)];
    if (step === 0 || ranges.has(axis)) throw operation.refusal('axes', axes.join(', '));
    ranges.set(
      axis,
      step > 0
        ? [clamp(begin, 0, length), clamp(end, 0, length), step]
        : [clamp(begin, 0, length - 1), clamp(end, -1, length - 1), step],
    );
  }
  return emitSlice(operation, value, ranges);
};

const split: Translation = (operation) => {
  const value = operation.value(0);
  const axis = operation.axis(operation.int('axis') ?? 0, value.dims.length);
  const stated = operation.opset >= 13 ? operation.numbers(1) : operation.ints('split');
  const count = operation.int('num_outputs') ?? operation.node.outputs.length;
  const each = Math.ceil(value.dims[axis]! / count);
  const lengths =
    stated ?? Array.from({ length: count }, (_, part) => Math.min(each, value.dims[axis]! - part * each));
  let begin = 0;
  return lengths.map((length) => {
    const range = [begin, begin + length, 1] as const;
    begin += length;
    return emitSlice(operation, value, new Map([[axis, range]]));
  });
};

const gather: Translation = (operation) => {
  const { builder } = operation;
  const data = operation.operand(0);
  const indices = operation.operand(1);
  const axis = operation.axis(operation.int('axis') ?? 0, data.dims.length);
  if (data.source === 'stored' && indices.source === 'node' && axis === 0 && data.dims.length === 2) {
    if (data.stored.type === 'float32') {
      const output = builder.emit(
        { kind: 'embedding', units: data.dims[1]! },
        [indices],
        [{ role: 'table', constant: data }],
      );
      return builder.value(output, [...indices.axes, indices.dims.length], indices.batchAxis);
    }
  }
  if (indices.source === 'stored') {
    const value = data.source === 'node' ? data : operation.promote(data, 0);
    if (indices.dims.length === 0) return gatherOne(operation, value, axis);
    return gatherStored(operation, value, axis);
  }
  const value = data.source === 'node' ? data : undefined;
  if (data.source === 'stored') return gatherFromStored(operation, data, axis, indices);
  if (value === undefined || indices.batchAxis !== value.batchAxis || indices.batchAxis === axis)
    throw operation.refusal('input 1', 'computed, not stored');
  throw operation.refusal('input 1', 'computed, not stored');
};

/** Takes one place of an axis, which is dropped. */
function gatherOne(operation: Operation, value: Value, axis: number): Operand {
  const length = value.dims[axis]!;
  const stated = operation.number(1)!;
  const index = stated < 0 ? stated + length : stated;
  if (index < 0 || index >= length) throw operation.refusal('indices', `${stated}`);
  const part = emitSlice(operation, value, new Map([[axis, [index, index + 1, 1] as const]]));
  return squeeze(operation.builder, part, [axis]);
}

/** Takes stored places of an axis. */
function gatherStored(operation: Operation, value: Value, axis: number): Value {
  const { builder } = operation;
  checkSampleAxes(builder, value, [axis]);
  const at = value.axes.indexOf(axis);
  if (at < 0) throw new CannotRun('mixesSamples', `axis ${axis}`);
  const indices = operation.constant(1);
  const output = builder.emit(
    { kind: 'gather', axis: at, operands: ['input', 'tensor'] },
    [value],
    [{ role: 'operand', constant: indices }],
    value.type,
  );
  const more = indices.dims.length - 1;
  const place = (other: number) => (other > axis ? other + more : other);
  const added = indices.dims.map((_, index) => axis + index);
  const axes = value.axes.flatMap((other) => (other === axis ? added : [place(other)]));
  return builder.value(output, axes, value.batchAxis === null ? null : place(value.batchAxis));
}

/** Takes computed places of a stored tensor's axis. */
function gatherFromStored(
  operation: Operation,
  data: Extract<Operand, { source: 'stored' }>,
  axis: number,
  indices: Value,
): Value {
  const { builder } = operation;
  const output = builder.emit(
    { kind: 'gather', axis, operands: ['tensor', 'input'] },
    [indices],
    [{ role: 'operand', constant: data }],
    data.stored.type,
  );
  const rank = indices.dims.length;
  const axes = [
    ...data.dims.slice(0, axis).map((_, at) => at),
    ...indices.axes.map((at) => at + axis),
    ...data.dims.slice(axis + 1).map((_, at) => at + axis + rank),
  ];
  return builder.value(output, axes, indices.batchAxis === null ? null : indices.batchAxis + axis);
}

const pad: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const rank = value.dims.length;
  const mode = operation.choice('mode', ['constant', 'reflect', 'edge', 'wrap']);
  const isInput = operation.opset >= 11;
  const given = (isInput ? operation.numbers(1) : operation.ints('pads')) ?? [];
  const fill = (isInput ? operation.number(2) : operation.float('value')) ?? 0;
  const stated = operation.numbers(3) ?? value.dims.map((_, axis) => axis);
  if (given.length !== 2 * stated.length) throw operation.refusal('pads', given.join(', '));
  const pads = new Map(
    stated.map((axis, at) => [
      operation.axis(axis, rank, 'axes'),
      [given[at]!, given[at + stated.length]!] as const,
    ]),
  );
  const isPadded = ([before, after]: readonly [number, number]) => before !== 0 || after !== 0;
  const padded = [...pads].flatMap(([axis, ends]) => (isPadded(ends) ? [axis] : []));
  if (padded.length === 0) return value;
  checkSampleAxes(builder, value, padded);
  const output = builder.emit(
    { kind: 'pad', pads: value.axes.map((axis) => pads.get(axis) ?? [0, 0]), mode, value: fill },
    [value],
  );
  return builder.value(output, value.axes, value.batchAxis);
};

const expand: Translation = (operation) => {
  const { builder } = operation;
  const stated = operation.numbers(1) ?? [];
  const first = operation.value(0);
  const rank = Math.max(stated.length, first.dims.length);
  const more = Array.from({ length: rank - first.dims.length }, (_, axis) => axis);
  const value = more.length === 0 ? first : (unsqueeze(builder, first, more) as Value);
  const target = [...Array<number>(rank - stated.length).fill(1), ...stated];
  const lengths = value.dims.map((length, axis) => (target[axis] === 1 ? length : target[axis]!));
  const { batchAxis } = value;
  if (batchAxis !== null && lengths[batchAxis] !== value.dims[batchAxis])
    throw new CannotRun('mixesSamples', `[${value.dims.join(', ')}] → [${lengths.join(', ')}]`);
  const shape = value.axes.map((axis, at) => (axis === batchAxis ? value.shape[at]! : lengths[axis]!));
  if (shape.join() === value.shape.join()) return value;
  return builder.value(builder.emit({ kind: 'expand', shape }, [value]), value.axes, batchAxis);
};

const tile: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const repeats = operation.numbers(1) ?? [];
  if (repeats.length !== value.dims.length) throw operation.refusal('repeats', repeats.join(', '));
  checkSampleAxes(
    builder,
    value,
    repeats.flatMap((count, axis) => (count === 1 ? [] : [axis])),
  );
  const output = builder.emit({ kind: 'tile', repeats: value.axes.map((axis) => repeats[axis]!) }, [value]);
  return builder.value(output, value.axes, value.batchAxis);
};

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
  output: Parameters<Operation['builder']['value']>[0],
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
    if (only === undefined) throw new CannotRun('mixesSamples', `axis ${axis}`);
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

const cumulativeSum: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const axis = operation.axis(operation.number(1) ?? 0, value.dims.length);
  checkSampleAxes(builder, value, [axis]);
  const output = builder.emit(
    {
      kind: 'cumulativeSum',
      axis: value.axes.indexOf(axis),
      isExclusive: operation.choice('exclusive', [0, 1]) === 1,
      isReverse: operation.choice('reverse', [0, 1]) === 1,
    },
    [value],
  );
  return builder.value(output, value.axes, value.batchAxis);
};

const triangle: Translation = (operation) => {
  const { builder } = operation;
  const first = operation.value(0);
  const rank = first.dims.length;
  checkSampleAxes(builder, first, [rank - 2, rank - 1]);
  const value = builder.arrange(
    first,
    first.axes.toSorted((a, b) => a - b),
  );
  const isUpper = operation.choice('upper', [1, 0]) === 1;
  const output = builder.emit({ kind: 'triangle', isUpper, offset: operation.number(1) ?? 0 }, [value]);
  return builder.value(output, value.axes, value.batchAxis);
};

const oneHot: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const depth = operation.number(1)!;
  const [off, on] = (operation.numbers(2) ?? []) as [number, number];
  const axis = operation.axis(operation.int('axis') ?? -1, value.dims.length + 1);
  const place = (other: number) => (other >= axis ? other + 1 : other);
  const axes = value.axes.map(place);
  const next = axes.findIndex((other) => other > axis);
  const at = next < 0 ? axes.length : next;
  const output = builder.emit({ kind: 'oneHot', axis: at, depth, on, off }, [value]);
  return builder.value(
    output,
    axes.toSpliced(at, 0, axis),
    value.batchAxis === null ? null : place(value.batchAxis),
  );
};

const depthToSpace: Translation = (operation) => {
  const picture = toPicture(operation.builder, operation.value(0));
  const size = operation.int('blocksize') ?? 0;
  const order = operation.choice('mode', ['DCR', 'CRD']) === 'DCR' ? 'blocksFirst' : 'channelsFirst';
  const output = operation.builder.emit({ kind: 'depthToSpace', size, order }, [picture.output]);
  return operation.builder.value(output, picture.axes, picture.batchAxis);
};

const spaceToDepth: Translation = (operation) => {
  const picture = toPicture(operation.builder, operation.value(0));
  const size = operation.int('blocksize') ?? 0;
  const output = operation.builder.emit({ kind: 'spaceToDepth', size }, [picture.output]);
  return operation.builder.value(output, picture.axes, picture.batchAxis);
};

const COORDINATES = [
  'half_pixel',
  'asymmetric',
  'align_corners',
  'pytorch_half_pixel',
  'half_pixel_symmetric',
] as const;
const ROUNDINGS = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'] as const;

const resize: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const rank = value.dims.length;
  const isUpsample = operation.node.operator === 'Upsample';
  const isOld = isUpsample || operation.opset < 11;
  const mode = operation.choice('mode', ['nearest', 'linear']);
  const coordinates = isOld ? 'asymmetric' : operation.choice('coordinate_transformation_mode', COORDINATES);
  const rounding = isOld ? 'floor' : operation.choice('nearest_mode', ROUNDINGS);
  operation.choice('antialias', [0]);
  operation.choice('exclude_outside', [0]);
  operation.choice('keep_aspect_ratio_policy', ['stretch']);
  operation.ignore('cubic_coeff_a', 'extrapolation_value');
  const [scalesAt, sizesAt] = isOld ? [1, 9] : [2, 3];
  const statedAxes = operation.ints('axes')?.map((axis) => operation.axis(axis, rank, 'axes'));
  const axes = statedAxes ?? value.dims.map((_, axis) => axis);
  const scales = isUpsample && operation.opset < 9 ? operation.floats('scales') : listAt(operation, scalesAt);
  const sizes = listAt(operation, sizesAt);
  const scaleOf = (axis: number) => {
    const at = axes.indexOf(axis);
    if (at < 0) return 1;
    return sizes === undefined ? scales![at]! : sizes[at]! / value.dims[axis]!;
  };
  const lengthOf = (axis: number) => {
    const at = axes.indexOf(axis);
    if (at < 0) return value.dims[axis]!;
    return sizes?.[at] ?? Math.floor(value.dims[axis]! * scales![at]!);
  };
  if ((scales ?? sizes)?.length !== axes.length)
    throw operation.refusal('scales', `${(scales ?? sizes ?? []).join(', ')}`);
  const changed = value.dims.flatMap((_, axis) => (lengthOf(axis) === value.dims[axis] ? [] : [axis]));
  checkSampleAxes(builder, value, changed);
  // Any layout will do that has the changed axes before one that stays.
  const isChannelsLast = rank === 4 && !changed.includes(3);
  const picture = isChannelsLast ? undefined : toPicture(builder, value);
  const layout = picture ?? {
    output: builder.arrange(value, [...value.axes]),
    axes: value.axes,
    batchAxis: value.batchAxis,
    numPlaces: 2,
  };
  const [first, second] = layout.axes.slice(-3, -1) as [number, number];
  const isPicture = layout.numPlaces === 2;
  const places = isPicture ? [first, second] : [second];
  if (changed.some((axis) => !places.includes(axis)))
    throw operation.refusal('scales', `[${value.dims.join(', ')}]`);
  const size = places.map(lengthOf);
  const factors = places.map(scaleOf);
  const { shape } = layout.output;
  const input = isPicture
    ? layout.output
    : builder.reshape(layout.output, [...shape.slice(0, -2), 1, ...shape.slice(-2)]);
  const output = builder.emit(
    {
      kind: 'resize',
      size: isPicture ? [size[0]!, size[1]!] : [1, size[0]!],
      scales: isPicture ? [factors[0]!, factors[1]!] : [1, factors[0]!],
      interpolation: mode === 'nearest' ? 'nearest' : 'bilinear',
      coordinates,
      rounding,
    },
    [input],
  );
  const flat = isPicture
    ? output
    : builder.reshape(output, [...output.shape.slice(0, -3), ...output.shape.slice(-2)]);
  return builder.value(flat, layout.axes, layout.batchAxis);
};

/** Returns the values of an optional stored input. Undefined if it is left out or empty. */
function listAt(operation: Operation, index: number): readonly number[] | undefined {
  const numbers = operation.numbers(index);
  return numbers === undefined || numbers.length === 0 ? undefined : numbers;
}

export const SHAPES: Readonly<Record<string, Translation>> = {
  Concat: concat,
  Slice: slice,
  Split: split,
  Gather: gather,
  Pad: pad,
  Expand: expand,
  Tile: tile,
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
  CumSum: cumulativeSum,
  Trilu: triangle,
  OneHot: oneHot,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Resize: resize,
  Upsample: resize,
};
