import { type Attributes, float, int, ints, type SourceBuilder, text } from '../source/sourceBuilder';
import type { SourceTensor } from '../source/sourceModel';
import { isWhole, type TfAttribute, type TfNode } from './graphNodes';
import { LayerRefusal } from './settings';

/** An operation of TensorFlow while it is translated. */
export interface GraphContext {
  readonly builder: SourceBuilder;
  readonly node: TfNode;
  /** Names of the inputs. */
  readonly inputs: readonly string[];
  /** Returns a stored input. Throws LayerRefusal for a computed one. */
  readonly stored: (index: number) => SourceTensor;
  /** Returns the whole numbers of a stored input. Throws LayerRefusal for others. */
  readonly wholes: (index: number) => readonly number[];
}

/** Adds the nodes of an operation. Returns the name of its output. */
type GraphTranslation = (context: GraphContext) => string;

const TO_FIRST = [0, 3, 1, 2];
const TO_LAST = [0, 2, 3, 1];

function attribute<Value extends TfAttribute>({ node }: GraphContext, key: string, standard: Value): Value {
  return (node.attributes.get(key) as Value | undefined) ?? standard;
}

function refusal(key: string, found: unknown): LayerRefusal {
  return new LayerRefusal(`${key} = ${String(found)}`);
}

/** Refuses an attribute with another value. */
function only(context: GraphContext, key: string, wanted: TfAttribute): void {
  const found = attribute(context, key, wanted);
  if (found !== wanted) throw refusal(key, found);
}

/** Returns the two numbers of [1, height, width, 1]. */
function places(context: GraphContext, key: string): readonly number[] {
  const list = attribute<readonly number[]>(context, key, [1, 1, 1, 1]);
  if (list.length !== 4 || list[0] !== 1 || list[3] !== 1) throw refusal(key, list);
  return list.slice(1, 3);
}

/** Reads the padding of windows. */
function padding(context: GraphContext): Attributes {
  only(context, 'data_format', 'NHWC');
  const name = attribute<string>(context, 'padding', 'VALID');
  if (name === 'SAME' || name === 'VALID')
    return { auto_pad: text(name === 'SAME' ? 'SAME_UPPER' : 'VALID') };
  const pads = attribute<readonly number[]>(context, 'explicit_paddings', []);
  if (name !== 'EXPLICIT' || pads.length !== 8) throw refusal('padding', name);
  return { pads: ints([pads[2]!, pads[4]!, pads[3]!, pads[5]!]) };
}

function onPictures(
  { builder }: GraphContext,
  operator: string,
  [x = '', ...others]: readonly string[],
  attributes: Attributes,
): string {
  const output = builder.add(operator, [builder.transpose(x, TO_FIRST), ...others], attributes);
  return builder.transpose(output, TO_LAST);
}

const conv: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const kernel = builder.transpose(inputs[1]!, [3, 2, 0, 1]);
  return onPictures(context, 'Conv', [inputs[0]!, kernel], {
    strides: ints(places(context, 'strides')),
    dilations: ints(places(context, 'dilations')),
    ...padding(context),
  });
};

const depthwise: GraphTranslation = (context) => {
  const { builder, inputs, stored } = context;
  const { name, shape } = stored(1);
  const [height = 0, width = 0, channels = 0] = shape;
  const turned = builder.transpose(name, [2, 3, 0, 1]);
  const kernel = builder.reshape(turned, [-1, 1, height, width]);
  return onPictures(context, 'Conv', [inputs[0]!, kernel], {
    strides: ints(places(context, 'strides')),
    dilations: ints(places(context, 'dilations')),
    group: int(channels),
    ...padding(context),
  });
};

const matMul: GraphTranslation = ({ builder, inputs, node }) => {
  const [a, b] = (['transpose_a', 'transpose_b'] as const).map((key, at) =>
    node.attributes.get(key) === true ? builder.transpose(inputs[at]!, [1, 0]) : inputs[at]!,
  );
  return builder.add('MatMul', [a!, b!]);
};

/** Adds the operations that a fused one does after its own: `BiasAdd`, then a function. */
function fused(own: GraphTranslation): GraphTranslation {
  return (context) => {
    const { builder, inputs, stored } = context;
    let output = own(context);
    let next = 2;
    for (const operation of attribute<readonly string[]>(context, 'fused_ops', [])) {
      if (operation === 'BiasAdd') output = builder.add('Add', [output, inputs[next++]!]);
      else if (operation === 'Prelu') output = builder.add('PRelu', [output, stored(next++).name]);
      else if (operation === 'LeakyRelu')
        output = builder.add('LeakyRelu', [output], {
          alpha: float(attribute(context, 'leakyrelu_alpha', 0.2)),
        });
      else {
        const translate = Object.hasOwn(FUNCTIONS, operation) ? FUNCTIONS[operation] : undefined;
        if (translate === undefined) throw refusal('fused_ops', operation);
        output = translate(builder, output);
      }
    }
    return output;
  };
}

const one =
  (operator: string, attributes: Attributes = {}) =>
  (builder: SourceBuilder, x: string) =>
    builder.add(operator, [x], attributes);

/** Functions of one value. */
const FUNCTIONS: Readonly<Record<string, (builder: SourceBuilder, x: string) => string>> = {
  Relu: one('Relu'),
  Relu6: (builder, x) => builder.add('Clip', [x, builder.floats(0), builder.floats(6)]),
  Elu: one('Elu', { alpha: float(1) }),
  Selu: one('Selu', { alpha: float(1.6732632423543772), gamma: float(1.0507009873554805) }),
  Sigmoid: one('Sigmoid'),
  Tanh: one('Tanh'),
  Softplus: one('Softplus'),
  Softsign: one('Softsign'),
  Exp: one('Exp'),
  Log: one('Log'),
  Sqrt: one('Sqrt'),
  Rsqrt: (builder, x) => builder.add('Reciprocal', [builder.add('Sqrt', [x])]),
  Square: (builder, x) => builder.add('Mul', [x, x]),
  Neg: one('Neg'),
  Abs: one('Abs'),
  Erf: one('Erf'),
  Softmax: one('Softmax', { axis: int(-1) }),
  LogSoftmax: one('LogSoftmax', { axis: int(-1) }),
  Identity: one('Identity'),
};

const batchNorm: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  only(context, 'is_training', false);
  only(context, 'data_format', 'NHWC');
  return builder.add('BatchNormalization', inputs, {
    epsilon: float(attribute(context, 'epsilon', 1e-4)),
    axis: int(-1),
  });
};

function pool(operator: 'MaxPool' | 'AveragePool'): GraphTranslation {
  return (context) =>
    onPictures(context, operator, context.inputs, {
      kernel_shape: ints(places(context, 'ksize')),
      strides: ints(places(context, 'strides')),
      ...padding(context),
    });
}

function reduce(operator: string): GraphTranslation {
  return (context) =>
    context.builder.add(operator, context.inputs, {
      keepdims: int(attribute(context, 'keep_dims', false) ? 1 : 0),
    });
}

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

const stridedSlice: GraphTranslation = (context) => {
  const { builder, inputs, node, stored } = context;
  for (const key of ['ellipsis_mask', 'new_axis_mask']) only(context, key, 0);
  const [count = 0] = stored(1).shape;
  const shrunk = attribute(context, 'shrink_axis_mask', 0);
  if (attribute(context, 'begin_mask', 0) + attribute(context, 'end_mask', 0) > 0 && count > 1)
    throw refusal('begin_mask', node.attributes.get('begin_mask'));
  const axes = Array.from({ length: count }, (_, axis) => axis);
  const isOpen = (key: string) => attribute(context, key, 0) > 0;
  const begins = isOpen('begin_mask') ? builder.wholes([0]) : inputs[1]!;
  const ends = isOpen('end_mask') ? builder.wholes([2 ** 31 - 1]) : inputs[2]!;
  const part = builder.add('Slice', [inputs[0]!, begins, ends, builder.wholes(axes), inputs[3]!]);
  const dropped = axes.filter((axis) => (shrunk >> axis) % 2 === 1);
  return dropped.length === 0 ? part : builder.add('Squeeze', [part, builder.wholes(dropped)]);
};

/** Stacks scalars, as shapes are made, or values along a new axis. */
const pack: GraphTranslation = (context) => {
  const { builder, inputs } = context;
  const axis = attribute(context, 'axis', 0);
  const rows = inputs.map((input) => builder.add('Unsqueeze', [input, builder.wholes([axis])]));
  return builder.add('Concat', rows, { axis: int(axis) });
};

const concat: GraphTranslation = ({ builder, inputs, wholes }) => {
  const [axis = 0] = wholes(inputs.length - 1);
  return builder.add('Concat', inputs.slice(0, -1), { axis: int(axis) });
};

function resize(mode: 'linear' | 'nearest'): GraphTranslation {
  return (context) => {
    const { builder, inputs } = context;
    const isCentred = attribute(context, 'half_pixel_centers', false);
    const isAligned = attribute(context, 'align_corners', false);
    const coordinates = isAligned ? 'align_corners' : isCentred ? 'half_pixel' : 'asymmetric';
    const rounding = isCentred ? 'round_prefer_ceil' : isAligned ? 'round_prefer_ceil' : 'floor';
    return builder.add('Resize', [inputs[0]!, '', '', inputs[1]!], {
      mode: text(mode),
      axes: ints([1, 2]),
      coordinate_transformation_mode: text(coordinates),
      nearest_mode: text(rounding),
    });
  };
}

const cast: GraphTranslation = (context) => {
  const type = context.node.attributes.get('DstT');
  const [FLOAT, INT32] = [1, 6];
  if (type !== 'DT_FLOAT' && !isWhole(type)) throw refusal('DstT', type);
  return context.builder.add('Cast', [context.inputs[0]!], { to: int(isWhole(type) ? INT32 : FLOAT) });
};

const same =
  (operator: string): GraphTranslation =>
  ({ builder, inputs }) =>
    builder.add(operator, inputs);

const biasAdd: GraphTranslation = (context) => {
  only(context, 'data_format', 'NHWC');
  return context.builder.add('Add', context.inputs);
};

/** Translations of TensorFlow's operations, by name. */
export const GRAPH_OPERATIONS: ReadonlyMap<string, GraphTranslation> = new Map<string, GraphTranslation>([
  ...Object.entries(FUNCTIONS).map(
    ([name, add]) => [name, ({ builder, inputs }: GraphContext) => add(builder, inputs[0]!)] as const,
  ),
  ['StopGradient', ({ inputs }) => inputs[0]!],
  [
    'LeakyRelu',
    (context) =>
      context.builder.add('LeakyRelu', context.inputs, { alpha: float(attribute(context, 'alpha', 0.2)) }),
  ],
  ['Prelu', same('PRelu')],
  ['MatMul', matMul],
  ['_FusedMatMul', fused(matMul)],
  ['Conv2D', conv],
  ['_FusedConv2D', fused(conv)],
  ['DepthwiseConv2dNative', depthwise],
  ['FusedDepthwiseConv2dNative', fused(depthwise)],
  ['BiasAdd', biasAdd],
  ['Transpose', ({ builder, inputs, wholes }) => builder.transpose(inputs[0]!, wholes(1))],
  ['Add', same('Add')],
  ['AddV2', same('Add')],
  ['AddN', same('Sum')],
  ['Sub', same('Sub')],
  ['Mul', same('Mul')],
  ['RealDiv', same('Div')],
  ['Div', same('Div')],
  ['Pow', same('Pow')],
  ['Maximum', same('Max')],
  ['Minimum', same('Min')],
  ['FusedBatchNorm', batchNorm],
  ['FusedBatchNormV2', batchNorm],
  ['FusedBatchNormV3', batchNorm],
  ['MaxPool', pool('MaxPool')],
  ['AvgPool', pool('AveragePool')],
  ['Mean', reduce('ReduceMean')],
  ['Max', reduce('ReduceMax')],
  ['Sum', reduce('ReduceSum')],
  ['Reshape', same('Reshape')],
  ['Squeeze', squeeze],
  ['ExpandDims', same('Unsqueeze')],
  ['Shape', same('Shape')],
  ['Pack', pack],
  ['StridedSlice', stridedSlice],
  ['ConcatV2', concat],
  ['Pad', pad(false)],
  ['PadV2', pad(true)],
  ['ResizeBilinear', resize('linear')],
  ['ResizeNearestNeighbor', resize('nearest')],
  ['Cast', cast],
]);
