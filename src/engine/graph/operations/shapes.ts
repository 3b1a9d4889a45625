import { t } from '../../../core/language/t';
import { align, emitAligned, withValue } from '../broadcast';
import { checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { toPicture } from '../pictures';
import { CannotRun, type Operand, type Value } from '../values';
import { squeeze, unsqueeze } from './views';

const concat: Translation = (operation) => {
  const { builder } = operation;
  const operands = withValue(operation.operands(), (constant) => operation.promote(constant, 0));
  const axis = operation.axis(operation.int('axis') ?? 0, operands[0]!.dims.length);
  const [first, ...others] = operands as readonly [Operand, ...Operand[]];
  if (others.length === 0) return first;
  const other = others.find(({ dims }) => dims.length !== first.dims.length);
  if (other !== undefined)
    throw operation.refusal('axis', `[${first.dims.join(', ')}], [${other.dims.join(', ')}]`);
  for (const operand of operands) if (operand.source === 'node') checkSampleAxes(builder, operand, [axis]);
  const aligned = align(builder, operands);
  const at = aligned.axes.indexOf(axis);
  if (at < 0) throw new CannotRun('mixesSamples', t`axis ${axis}`);
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
  const begins = (isInput ? operation.numbers(1) : operation.limits('starts')) ?? [];
  const ends = (isInput ? operation.numbers(2) : operation.limits('ends')) ?? [];
  const axes = (isInput ? operation.numbers(3) : operation.ints('axes')) ?? begins.map((_, axis) => axis);
  const steps = (isInput ? operation.numbers(4) : undefined) ?? begins.map(() => 1);
  const ranges = new Map<number, readonly [number, number, number]>();
  for (const { length } of [ends, axes, steps])
    if (length !== begins.length) throw operation.refusal('starts', `[${begins.length}] ≠ [${length}]`);
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
  if (!(count >= 1 && count <= value.dims[axis]!)) throw operation.refusal('num_outputs', `${count}`);
  const each = Math.ceil(value.dims[axis]! / count);
  const lengths =
    stated ?? Array.from({ length: count }, (_, part) => Math.min(each, value.dims[axis]! - part * each));
  const sum = lengths.reduce((before, length) => before + length, 0);
  if (sum !== value.dims[axis] || lengths.length < operation.node.outputs.length)
    throw operation.refusal('split', `${lengths.join(', ')} ≠ ${value.dims[axis]}`);
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
  if (indices.source === 'stored' && indices.stored.type !== 'int32')
    throw operation.refusedInput(1, indices.stored.type);
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
  if (data.source === 'stored') return gatherFromStored(operation, data, axis, indices);
  throw operation.refusedInput(1, t`computed, not stored`);
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
  if (at < 0) throw new CannotRun('mixesSamples', t`axis ${axis}`);
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
  const values = operation.numbers(2)!;
  if (values.length !== 2) throw operation.refusedInput(2, t`${values.length} values`);
  const [off, on] = values as [number, number];
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

export const SHAPES: Readonly<Record<string, Translation>> = {
  Concat: concat,
  Slice: slice,
  Split: split,
  Gather: gather,
  Pad: pad,
  Expand: expand,
  Tile: tile,
  CumSum: cumulativeSum,
  Trilu: triangle,
  OneHot: oneHot,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
};
