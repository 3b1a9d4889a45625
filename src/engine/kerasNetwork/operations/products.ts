import { type Attributes, float, int, ints, text } from '../../source/sourceBuilder';
import {
  attribute,
  type GraphContext,
  type GraphTranslation,
  type GraphTranslations,
  only,
  refusal,
} from '../graphContext';
import { FUNCTIONS } from './functions';

/** Order of a picture's axes in ONNX, and back. */
const TO_FIRST = [0, 3, 1, 2];
const TO_LAST = [0, 2, 3, 1];

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

const conv = (context: GraphContext): string => {
  const { builder, inputs } = context;
  const kernel = builder.transpose(inputs[1]!, [3, 2, 0, 1]);
  return onPictures(context, 'Conv', [inputs[0]!, kernel], {
    strides: ints(places(context, 'strides')),
    dilations: ints(places(context, 'dilations')),
    ...padding(context),
  });
};

const depthwise = (context: GraphContext): string => {
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

/** Product of matrices, the last two axes. Each may be turned. */
function product(left: string, right: string) {
  return (context: GraphContext): string => {
    const { builder, inputs } = context;
    const isTurned = (key: string) => int(attribute(context, key, false) ? 1 : 0);
    return builder.add('MatMul', inputs.slice(0, 2), { transA: isTurned(left), transB: isTurned(right) });
  };
}

const matMul = product('transpose_a', 'transpose_b');
const batchMatMul = product('adj_x', 'adj_y');

/** Adds the operations that a fused one does after its own: `BiasAdd`, then a function. */
function fused(own: (context: GraphContext) => string): GraphTranslation {
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

const biasAdd: GraphTranslation = (context) => {
  only(context, 'data_format', 'NHWC');
  return context.builder.add('Add', context.inputs);
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

/** The window reaches `depth_radius` channels to both sides. ONNX divides alpha by its size. */
const localResponseNorm: GraphTranslation = (context) => {
  const size = 2 * attribute(context, 'depth_radius', 5) + 1;
  return onPictures(context, 'LRN', context.inputs, {
    size: int(size),
    bias: float(attribute(context, 'bias', 1)),
    alpha: float(attribute(context, 'alpha', 1) * size),
    beta: float(attribute(context, 'beta', 0.5)),
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

function resize(mode: 'linear' | 'nearest'): GraphTranslation {
  return (context) => {
    const { builder, inputs } = context;
    const isCentred = attribute(context, 'half_pixel_centers', false);
    const isAligned = attribute(context, 'align_corners', false);
    const coordinates = isAligned ? 'align_corners' : isCentred ? 'half_pixel' : 'asymmetric';
    const rounding = isCentred || isAligned ? 'round_prefer_ceil' : 'floor';
    return builder.add('Resize', [inputs[0]!, '', '', inputs[1]!], {
      mode: text(mode),
      axes: ints([1, 2]),
      coordinate_transformation_mode: text(coordinates),
      nearest_mode: text(rounding),
    });
  };
}

function depth(operator: 'DepthToSpace' | 'SpaceToDepth'): GraphTranslation {
  return (context) => {
    only(context, 'data_format', 'NHWC');
    return onPictures(context, operator, context.inputs, {
      blocksize: int(attribute(context, 'block_size', 0)),
    });
  };
}

/** Operations that slide over pictures [batch, height, width, channels], and products. */
export const PRODUCTS: GraphTranslations = {
  MatMul: matMul,
  _FusedMatMul: fused(matMul),
  BatchMatMul: batchMatMul,
  BatchMatMulV2: batchMatMul,
  BatchMatMulV3: batchMatMul,
  Einsum: (context) =>
    context.builder.add('Einsum', context.inputs, { equation: text(attribute(context, 'equation', '')) }),
  Conv2D: conv,
  _FusedConv2D: fused(conv),
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2dNative: fused(depthwise),
  BiasAdd: biasAdd,
  FusedBatchNorm: batchNorm,
  FusedBatchNormV2: batchNorm,
  FusedBatchNormV3: batchNorm,
  LRN: localResponseNorm,
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),
  ResizeBilinear: resize('linear'),
  ResizeNearestNeighbor: resize('nearest'),
  DepthToSpace: depth('DepthToSpace'),
  SpaceToDepth: depth('SpaceToDepth'),
};
