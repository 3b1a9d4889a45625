import { one } from '../flatSchema';
import { CannotLower, type LoweredOperator, type Lowering, withOptions } from '../lowering';

/** Ends of a slice that reach as far as possible. */
const FAR = 2 ** 31 - 1;

function moves(operator: LoweredOperator): LoweredOperator {
  return { ...operator, movesValues: true };
}

function values(operator: Lowering): string[] {
  return Array.from({ length: operator.numInputs }, (_, at) => operator.input(at));
}

const reshape = withOptions(17, { new_shape: one(0, 'ints') }, (operator, { new_shape }) =>
  operator.node(
    'Reshape',
    [operator.input(0), operator.has(1) ? operator.input(1) : operator.list(new_shape)],
    {
      // A length of 0 is 0 in TensorFlow Lite.
      allowzero: 1,
    },
  ),
);

const squeeze = withOptions(30, { squeeze_dims: one(0, 'ints') }, (operator, { squeeze_dims }) =>
  operator.node('Squeeze', [
    operator.input(0),
    ...(squeeze_dims.length > 0 ? [operator.list(squeeze_dims)] : []),
  ]),
);

const expandDims: LoweredOperator = {
  lower: (operator) => operator.node('Unsqueeze', [operator.input(0), operator.list(operator.numbers(1))]),
};

const transpose: LoweredOperator = {
  lower: (operator) => operator.node('Transpose', [operator.input(0)], { perm: operator.numbers(1) }),
};

const concatenation = withOptions(
  10,
  { axis: one(0, 'int'), fused: one(1, 'byte') },
  (operator, { axis, fused }) =>
    operator.activated(operator.node('Concat', values(operator), { axis }), fused),
);

/** Inputs: axis, values. */
const split: LoweredOperator = {
  lower: (operator) => {
    const [axis = 0] = operator.numbers(0);
    return operator.nodes('Split', [operator.input(1)], { axis }, operator.numOutputs);
  },
};

/** Inputs: values, lengths, axis. A length of -1 is what the others leave. */
const splitV: LoweredOperator = {
  lower: (operator) => {
    const { shape } = operator.tensor(0);
    const axis = operator.axis(operator.numbers(2)[0] ?? 0, shape.length);
    const stated = operator.numbers(1);
    const known = stated.reduce((sum, length) => sum + Math.max(0, length), 0);
    const lengths = stated.map((length) => (length < 0 ? shape[axis]! - known : length));
    return operator.nodes(
      'Split',
      [operator.input(0), operator.list(lengths)],
      { axis },
      operator.numOutputs,
    );
  },
};

/** Inputs: values, begins, sizes. A size of -1 reaches to the end. */
const slice: LoweredOperator = {
  lower: (operator) => {
    const begins = operator.numbers(1);
    const ends = operator.numbers(2).map((size, axis) => (size < 0 ? FAR : begins[axis]! + size));
    return operator.node('Slice', [operator.input(0), operator.list(begins), operator.list(ends)]);
  },
};

/** Inputs: values, begins, ends, steps. Each bit of a mask stands for an axis. */
const stridedSlice = withOptions(
  32,
  {
    begin_mask: one(0, 'int'),
    end_mask: one(1, 'int'),
    ellipsis_mask: one(2, 'int'),
    new_axis_mask: one(3, 'int'),
    shrink_axis_mask: one(4, 'int'),
    offset: one(5, 'bool'),
  },
  (operator, options) => {
    const { begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask, offset } = options;
    for (const [name, mask] of Object.entries({ ellipsis_mask, new_axis_mask, offset: Number(offset) }))
      if (mask !== 0) throw new CannotLower(`${name} = ${mask}`);
    const isIn = (mask: number, axis: number) => ((mask >> axis) & 1) === 1;
    const steps = operator.numbers(3).map((step, axis) => (isIn(shrink_axis_mask, axis) ? 1 : step));
    const begins = operator.numbers(1).map((begin, axis) => {
      if (!isIn(begin_mask, axis) || isIn(shrink_axis_mask, axis)) return begin;
      return steps[axis]! > 0 ? 0 : FAR;
    });
    const ends = operator.numbers(2).map((end, axis) => {
      if (isIn(shrink_axis_mask, axis)) return begins[axis] === -1 ? FAR : begins[axis]! + 1;
      if (!isIn(end_mask, axis)) return end;
      return steps[axis]! > 0 ? FAR : -FAR;
    });
    const axes = begins.map((_, axis) => axis);
    const part = operator.node('Slice', [
      operator.input(0),
      ...[begins, ends, axes, steps].map((numbers) => operator.list(numbers)),
    ]);
    const dropped = axes.filter((axis) => isIn(shrink_axis_mask, axis));
    return dropped.length === 0 ? part : operator.node('Squeeze', [part, operator.list(dropped)]);
  },
);

const gather = withOptions(
  23,
  { axis: one(0, 'int'), batch_dims: one(1, 'int') },
  (operator, { axis, batch_dims }) => {
    if (batch_dims !== 0) throw new CannotLower(`batch_dims = ${batch_dims}`);
    return operator.node('Gather', [operator.input(0), operator.input(1)], { axis });
  },
);

/** Inputs: rows, table. */
const embedding: LoweredOperator = {
  lower: (operator) => operator.node('Gather', [operator.input(1), operator.input(0)], { axis: 0 }),
};

const AXIS = { axis: one(1, 'int') };

const pack = withOptions(59, AXIS, (operator, { axis }) => {
  const parts = values(operator).map((value) => operator.node('Unsqueeze', [value, operator.list([axis])]));
  return operator.node('Concat', parts, { axis });
});

const unpack = withOptions(64, AXIS, (operator, { axis }) =>
  operator
    .nodes('Split', [operator.input(0)], { axis }, operator.numOutputs)
    .map((part) => operator.node('Squeeze', [part, operator.list([axis])])),
);

/** Inputs: values, [axes, 2] places before and after, value. */
function pad(hasValue: boolean): LoweredOperator {
  return {
    lower: (operator) => {
      const pads = operator.list(padsOf(operator));
      return operator.node('Pad', [operator.input(0), pads, ...(hasValue ? [operator.input(2)] : [])]);
    },
  };
}

const mirrorPad = withOptions(77, { mode: one(0, 'byte') }, (operator, { mode }) => {
  if (mode !== 0) throw new CannotLower(`mode = ${mode === 1 ? 'SYMMETRIC' : mode}`);
  return operator.node('Pad', [operator.input(0), operator.list(padsOf(operator))], { mode: 'reflect' });
});

/** Returns the places before each axis, then those after each. */
function padsOf(operator: Lowering): readonly number[] {
  const pads = operator.numbers(1);
  return [0, 1].flatMap((end) => pads.filter((_, at) => at % 2 === end));
}

const reverse: LoweredOperator = {
  lower: (operator) => {
    const rank = operator.tensor(0).shape.length;
    const axes = operator.numbers(1).map((axis) => operator.axis(axis, rank));
    const lists = [axes.map(() => FAR), axes.map(() => -FAR), axes, axes.map(() => -1)];
    return operator.node('Slice', [operator.input(0), ...lists.map((numbers) => operator.list(numbers))]);
  },
};

function viewed(name: string): LoweredOperator {
  return moves({ lower: (operator) => operator.node(name, [operator.input(0), operator.input(1)]) });
}

/** Inputs: shape, value. */
const fill: LoweredOperator = {
  lower: (operator) => operator.node('Expand', [operator.input(1), operator.input(0)]),
};

/** Operators that move, choose and repeat values. */
export const SHAPES: Readonly<Record<string, LoweredOperator>> = {
  RESHAPE: moves(reshape),
  SQUEEZE: moves(squeeze),
  EXPAND_DIMS: moves(expandDims),
  TRANSPOSE: moves(transpose),
  CONCATENATION: moves(concatenation),
  SPLIT: moves(split),
  SPLIT_V: moves(splitV),
  SLICE: moves(slice),
  STRIDED_SLICE: moves(stridedSlice),
  GATHER: moves(gather),
  EMBEDDING_LOOKUP: moves(embedding),
  PACK: moves(pack),
  UNPACK: moves(unpack),
  PAD: moves(pad(false)),
  PADV2: moves(pad(true)),
  MIRROR_PAD: moves(mirrorPad),
  REVERSE_V2: moves(reverse),
  TILE: viewed('Tile'),
  BROADCAST_TO: viewed('Expand'),
  FILL: moves(fill),
  SHAPE: { lower: (operator) => operator.node('Shape', [operator.input(0)]) },
};
