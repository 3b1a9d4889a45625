import { one } from '../flatSchema';
import { CannotLower, type LoweredOperator, type Lowering, withOptions } from '../lowering';

/** Order of a picture's axes in ONNX, and back. */
const CHANNELS_FIRST = { perm: [0, 3, 1, 2] };
const CHANNELS_LAST = { perm: [0, 2, 3, 1] };
/** Padding as TensorFlow defines it: places of SAME that do not divide come at the end. */
const PADDINGS = ['SAME_UPPER', 'VALID'] as const;

const WINDOW = { padding: one(0, 'byte'), stride_w: one(1, 'int'), stride_h: one(2, 'int') };

function paddingOf(number: number): (typeof PADDINGS)[number] {
  const padding = PADDINGS[number];
  if (padding === undefined) throw new CannotLower(`padding = ${number}`);
  return padding;
}

/** Adds a node that works on pictures with their channels first. */
function onPicture(
  operator: Lowering,
  name: string,
  picture: string,
  others: readonly string[],
  attributes: Parameters<Lowering['node']>[2],
): string {
  const first = operator.node('Transpose', [picture], CHANNELS_FIRST);
  return operator.node('Transpose', [operator.node(name, [first, ...others], attributes)], CHANNELS_LAST);
}

function kernelOf(operator: Lowering, at: number, perm: readonly number[]) {
  const { shape, name } = operator.tensor(at);
  if (shape.length !== 4) throw new CannotLower(`${name} = [${shape.join(', ')}]`);
  return operator.node('Transpose', [operator.input(at)], { perm });
}

/** Inputs: picture, kernel [filters, height, width, channels], bias. */
const convolution = withOptions(
  1,
  {
    ...WINDOW,
    fused: one(3, 'byte'),
    dilation_w: one(4, 'int', 1),
    dilation_h: one(5, 'int', 1),
  },
  (operator, { padding, stride_w, stride_h, fused, dilation_w, dilation_h }) => {
    const picture = operator.input(0);
    const kernel = kernelOf(operator, 1, [0, 3, 1, 2]);
    const channels = operator.tensor(0).shape[3] ?? 1;
    const perGroup = operator.tensor(1).shape[3]!;
    const sum = onPicture(operator, 'Conv', picture, [kernel, operator.optional(2)], {
      auto_pad: paddingOf(padding),
      strides: [stride_h, stride_w],
      dilations: [dilation_h, dilation_w],
      group: channels / perGroup,
    });
    return operator.activated(sum, fused);
  },
);

/** Inputs: picture, kernel [1, height, width, channels · multiplier], bias. */
const depthwise = withOptions(
  2,
  {
    ...WINDOW,
    fused: one(4, 'byte'),
    dilation_w: one(5, 'int', 1),
    dilation_h: one(6, 'int', 1),
  },
  (operator, { padding, stride_w, stride_h, fused, dilation_w, dilation_h }) => {
    const picture = operator.input(0);
    const kernel = kernelOf(operator, 1, [3, 0, 1, 2]);
    const sum = onPicture(operator, 'Conv', picture, [kernel, operator.optional(2)], {
      auto_pad: paddingOf(padding),
      strides: [stride_h, stride_w],
      dilations: [dilation_h, dilation_w],
      group: operator.tensor(0).shape[3] ?? 1,
    });
    return operator.activated(sum, fused);
  },
);

/** Inputs: output shape, kernel [filters, height, width, channels], picture, bias. */
const transposed = withOptions(
  49,
  { ...WINDOW, fused: one(3, 'byte') },
  (operator, { padding, stride_w, stride_h, fused }) => {
    const wanted = operator.numbers(0).slice(1, 3);
    const picture = operator.input(2);
    const kernel = kernelOf(operator, 1, [3, 0, 1, 2]);
    const { lengths } = operator.tensor(2);
    const size = operator.tensor(1).shape.slice(1, 3);
    const strides = [stride_h, stride_w];
    const isSame = paddingOf(padding) === 'SAME_UPPER';
    // What the sums have more than the output is cut off, at both ends if the padding is SAME.
    const more = wanted.map((length, axis) => {
      const stored = lengths[axis + 1] ?? null;
      if (stored === null)
        throw new CannotLower(`picture = [${lengths.map((one) => one ?? '?').join(', ')}]`);
      return (stored - 1) * strides[axis]! + size[axis]! - length;
    });
    const before = more.map((count) => (isSame ? Math.floor(Math.max(0, count) / 2) : 0));
    const sum = onPicture(operator, 'ConvTranspose', picture, [kernel, operator.optional(3)], {
      strides,
      pads: [...before, ...more.map((count, axis) => Math.max(0, count) - before[axis]!)],
      output_padding: more.map((count) => Math.max(0, -count)),
    });
    return operator.activated(sum, fused);
  },
);

const POOL = {
  ...WINDOW,
  filter_width: one(3, 'int'),
  filter_height: one(4, 'int'),
  fused: one(5, 'byte'),
};

function pool(name: 'AveragePool' | 'MaxPool'): LoweredOperator {
  return withOptions(5, POOL, (operator, options) => {
    const { padding, stride_w, stride_h, filter_width, filter_height, fused } = options;
    const pooled = onPicture(operator, name, operator.input(0), [], {
      auto_pad: paddingOf(padding),
      strides: [stride_h, stride_w],
      kernel_shape: [filter_height, filter_width],
    });
    return operator.activated(pooled, fused);
  });
}

const RESIZE = { align_corners: 2, half_pixel_centers: 3 };

/** Inputs: picture, [height, width]. `numbers` are the places of the two settings. */
function resize(union: number, mode: 'linear' | 'nearest', numbers: typeof RESIZE): LoweredOperator {
  const schema = {
    alignsCorners: one(numbers.align_corners, 'bool'),
    hasHalfPixels: one(numbers.half_pixel_centers, 'bool'),
  };
  return withOptions(union, schema, (operator, { alignsCorners, hasHalfPixels }) => {
    if (alignsCorners && hasHalfPixels)
      throw new CannotLower('half_pixel_centers = true, align_corners = true');
    const isExact = !alignsCorners && !hasHalfPixels;
    return operator.node('Resize', [operator.input(0), '', '', operator.input(1)], {
      axes: [1, 2],
      mode,
      coordinate_transformation_mode: alignsCorners
        ? 'align_corners'
        : hasHalfPixels
          ? 'half_pixel'
          : 'asymmetric',
      nearest_mode: isExact ? 'floor' : 'round_prefer_ceil',
    });
  });
}

function depth(union: number, name: 'DepthToSpace' | 'SpaceToDepth'): LoweredOperator {
  return withOptions(union, { block_size: one(0, 'int') }, (operator, { block_size }) =>
    onPicture(operator, name, operator.input(0), [], { blocksize: block_size }),
  );
}

/** The window reaches `radius` channels to both sides. ONNX divides alpha by its size. */
const localResponseNorm = withOptions(
  13,
  { radius: one(0, 'int'), bias: one(1, 'float'), alpha: one(2, 'float'), beta: one(3, 'float') },
  (operator, { radius, bias, alpha, beta }) => {
    const size = 2 * radius + 1;
    return onPicture(operator, 'LRN', operator.input(0), [], {
      size,
      bias: { kind: 'float', value: bias },
      alpha: { kind: 'float', value: alpha * size },
      beta: { kind: 'float', value: beta },
    });
  },
);

/** Operators that slide over pictures [batch, height, width, channels]. */
export const CONVOLUTIONS: Readonly<Record<string, LoweredOperator>> = {
  CONV_2D: convolution,
  DEPTHWISE_CONV_2D: depthwise,
  TRANSPOSE_CONV: transposed,
  AVERAGE_POOL_2D: pool('AveragePool'),
  MAX_POOL_2D: { ...pool('MaxPool'), movesValues: true },
  RESIZE_BILINEAR: resize(15, 'linear', RESIZE),
  RESIZE_NEAREST_NEIGHBOR: {
    ...resize(74, 'nearest', { align_corners: 0, half_pixel_centers: 1 }),
    movesValues: true,
  },
  DEPTH_TO_SPACE: { ...depth(94, 'DepthToSpace'), movesValues: true },
  SPACE_TO_DEPTH: { ...depth(19, 'SpaceToDepth'), movesValues: true },
  LOCAL_RESPONSE_NORMALIZATION: localResponseNorm,
};
