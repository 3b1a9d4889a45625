import { int, text } from '../../source/sourceBuilder';
import {
  attribute,
  type GraphContext,
  type GraphTranslation,
  type GraphTranslations,
  only,
  refusal,
  same,
} from '../graphContext';

/** Ends of a slice that reach as far as possible. */
const FAR = 2 ** 31 - 1;

const squeeze: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const axes = attribute<readonly number[]>(context, 'squeeze_dims', []);
  return builder.add('Squeeze', [inputs[0]!, ...(axes.length === 0 ? [] : [builder.wholes(axes)])]);
};

/** Pads of each axis [axes, 2] in ONNX's order: all before, then all after. */
function pad(hasValue: boolean): GraphTranslation {
  return ({ builder, inputs }) => {
    const pads = builder.reshape(builder.transpose(inputs[1]!, [1, 0]), [-1]);
    return builder.add('Pad', [inputs[0]!, pads, ...(hasValue ? [inputs[2]!] : [])]);
  };
}

const mirrorPad: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  only(context, 'mode', 'REFLECT');
  const pads = builder.reshape(builder.transpose(inputs[1]!, [1, 0]), [-1]);
  return builder.add('Pad', [inputs[0]!, pads], { mode: text('reflect') });
};

/** An entry of a strided slice: an axis of the input, and whether it stays, or a new axis. */
interface SliceEntry {
  readonly at: number;
  readonly kind: 'kept' | 'dropped' | 'new';
}

/** Entries in front of an ellipsis count axes from the first, those behind it from the last. */
function sliceEntries(context: GraphContext, count: number) {
  const isIn = (key: string, at: number) => ((attribute(context, key, 0) >> at) & 1) === 1;
  const all = Array.from({ length: count }, (_, at): SliceEntry | null => {
    if (isIn('ellipsis_mask', at)) return null;
    const isDropped = isIn('shrink_axis_mask', at);
    return { at, kind: isIn('new_axis_mask', at) ? 'new' : isDropped ? 'dropped' : 'kept' };
  });
  const cut = all.indexOf(null);
  const entries = all.filter((entry) => entry !== null);
  if (entries.length < count - 1) throw refusal('ellipsis_mask', attribute(context, 'ellipsis_mask', 0));
  return {
    entries,
    /** Place of an entry among those of some kinds, which are axes of input or output. */
    placeOf: (entry: SliceEntry, kinds: readonly SliceEntry['kind'][]) => {
      const among = entries.filter(({ kind }) => kinds.includes(kind));
      const isBehind = cut >= 0 && entry.at > cut;
      return among.indexOf(entry) - (isBehind ? among.length : 0);
    },
  };
}

/** Inputs: values, begins, ends, steps. Each bit of a mask stands for an entry. */
const stridedSlice: GraphTranslation = (context) => {
  const { builder, inputs, stored, wholes } = context;
  const { entries, placeOf } = sliceEntries(context, stored(1).shape[0] ?? 0);
  const isOpen = (key: string, at: number) => ((attribute(context, key, 0) >> at) & 1) === 1;
  const [begins, ends, steps] = [wholes(1), wholes(2), wholes(3)];
  const cutting = entries.filter(({ kind }) => kind !== 'new');
  const ranges = cutting.map((entry) => {
    const { at, kind } = entry;
    const axis = placeOf(entry, ['kept', 'dropped']);
    const [begin, end, step] = [begins[at]!, ends[at]!, steps[at]!];
    if (kind === 'dropped') return [begin, begin === -1 ? FAR : begin + 1, axis, 1] as const;
    const first = isOpen('begin_mask', at) ? (step > 0 ? 0 : FAR) : begin;
    const last = isOpen('end_mask', at) ? (step > 0 ? FAR : -FAR) : end;
    return [first, last, axis, step] as const;
  });
  const lists = [0, 1, 2, 3].map((part) => builder.wholes(ranges.map((range) => range[part]!)));
  let output = ranges.length === 0 ? inputs[0]! : builder.add('Slice', [inputs[0]!, ...lists]);
  const dropped = entries.filter(({ kind }) => kind === 'dropped');
  if (dropped.length > 0) {
    const axes = dropped.map((entry) => placeOf(entry, ['kept', 'dropped']));
    output = builder.add('Squeeze', [output, builder.wholes(axes)]);
  }
  const added = entries.filter(({ kind }) => kind === 'new');
  if (added.length === 0) return output;
  return builder.add('Unsqueeze', [
    output,
    builder.wholes(added.map((entry) => placeOf(entry, ['kept', 'new']))),
  ]);
};

/** Inputs: values, begins, sizes. A size of -1 reaches to the end. */
const slice: GraphTranslation = ({ builder, inputs, wholes }) => {
  const begins = wholes(1);
  const ends = wholes(2).map((size, axis) => (size < 0 ? FAR : begins[axis]! + size));
  return builder.add('Slice', [inputs[0]!, builder.wholes(begins), builder.wholes(ends)]);
};

/** Stacks scalars, as shapes are made, or values along a new axis. */
const pack: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const axis = attribute(context, 'axis', 0);
  const rows = inputs.map((input) => builder.add('Unsqueeze', [input, builder.wholes([axis])]));
  return builder.add('Concat', rows, { axis: int(axis) });
};

const unpack: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const axis = attribute(context, 'axis', 0);
  return split(context, inputs[0]!, axis, attribute(context, 'num', 1)).map((part) =>
    builder.add('Squeeze', [part, builder.wholes([axis])]),
  );
};

function split(
  { builder }: GraphContext,
  x: string,
  axis: number,
  count: number,
  lengths: readonly string[] = [],
): readonly string[] {
  return builder.addAll('Split', [x, ...lengths], { axis: int(axis) }, count);
}

/** Inputs: axis, values. */
const evenSplit: GraphTranslation = (context) => {
  const [axis = 0] = context.wholes(0);
  return split(context, context.inputs[1]!, axis, attribute(context, 'num_split', 1));
};

/** Inputs: values, lengths, axis. A length of -1 is what the others leave. */
const splitOf: GraphTranslation = (context) => {
  const [axis = 0] = context.wholes(2);
  const lengths = context.wholes(1);
  if (lengths.some((length) => length < 0)) throw refusal('size_splits', lengths.join(', '));
  return split(context, context.inputs[0]!, axis, lengths.length, [context.inputs[1]!]);
};

const concat: GraphTranslation = ({ builder, inputs, wholes }) => {
  const [axis = 0] = wholes(inputs.length - 1);
  return builder.add('Concat', inputs.slice(0, -1), { axis: int(axis) });
};

/** Inputs: values, indices, axis. */
const gather: GraphTranslation = (context) => {
  const { builder, inputs, wholes } = context;
  only(context, 'batch_dims', 0);
  const [axis = 0] = inputs.length > 2 ? wholes(2) : [];
  return builder.add('Gather', inputs.slice(0, 2), { axis: int(axis) });
};

/** Inputs: indices, depth, value there, other value. */
const oneHot: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const [indices, depth, on, off] = inputs as [string, string, string, string];
  const values = [off, on].map((value) => builder.add('Unsqueeze', [value, builder.wholes([0])]));
  return builder.add('OneHot', [indices, depth, builder.add('Concat', values, { axis: int(0) })], {
    axis: int(attribute(context, 'axis', -1)),
  });
};

const reverse: GraphTranslation = ({ builder, inputs, wholes }) => {
  const axes = wholes(1);
  const lists = [axes.map(() => FAR), axes.map(() => -FAR), axes, axes.map(() => -1)];
  return builder.add('Slice', [inputs[0]!, ...lists.map((list) => builder.wholes(list))]);
};

/** Operations that move, choose and repeat values. */
export const SHAPES: GraphTranslations = {
  Transpose: ({ builder, inputs, wholes }) => builder.transpose(inputs[0]!, wholes(1)),
  Reshape: same('Reshape'),
  Squeeze: squeeze,
  ExpandDims: same('Unsqueeze'),
  Shape: same('Shape'),
  Size: same('Size'),
  Pack: pack,
  Unpack: unpack,
  Split: evenSplit,
  SplitV: splitOf,
  Slice: slice,
  StridedSlice: stridedSlice,
  ConcatV2: concat,
  Gather: gather,
  GatherV2: gather,
  OneHot: oneHot,
  Pad: pad(false),
  PadV2: pad(true),
  MirrorPad: mirrorPad,
  Tile: same('Tile'),
  BroadcastTo: same('Expand'),
  Fill: ({ builder, inputs }) => builder.add('Expand', [inputs[1]!, inputs[0]!]),
  Range: same('Range'),
  ReverseV2: reverse,
};
