import { type Attributes, int, ints, text } from '../../source/sourceBuilder';
import type { SourceTensor } from '../../source/sourceModel';
import { type LayerContext, type LayerTranslation, onlyInput, tensorNames, withBias } from '../layerContext';
import { activate } from './activations';

/** Order of axes with channels first, [batch, channels, …places], from channels last, and back. */
const TO_FIRST: Readonly<Record<number, readonly number[]>> = { 1: [0, 2, 1], 2: [0, 3, 1, 2] };
const TO_LAST: Readonly<Record<number, readonly number[]>> = { 1: [0, 2, 1], 2: [0, 2, 3, 1] };

/** Adds nodes that ONNX defines with channels first. `places` is the number of axes between. */
export function withChannelsFirst(
  { builder, settings }: LayerContext,
  x: string,
  places: 1 | 2,
  add: (x: string) => string,
): string {
  const isFirst = settings.choice('data_format', ['channels_last', 'channels_first']) === 'channels_first';
  if (isFirst) return add(x);
  return builder.transpose(add(builder.transpose(x, TO_FIRST[places]!)), TO_LAST[places]!);
}

/** Returns the bias of a layer, if it has one. */
function biasOf(bias: string | undefined): readonly string[] {
  return bias === undefined ? [] : [bias];
}

/** Reads strides, dilations and pads. `size` is that of the kernel. */
function windows({ settings }: LayerContext, size: readonly number[]): Attributes {
  const places = size.length;
  const strides = settings.sizes('strides', places, settings.sizes('subsample', places, 1));
  const dilations = settings.sizes('dilation_rate', places, 1);
  const padding = settings.choice('padding', places === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same']);
  const reach = dilations[0]! * (size[0]! - 1);
  const pads: Attributes =
    padding === 'causal'
      ? { pads: ints([reach, 0]) }
      : { auto_pad: text(padding === 'same' ? 'SAME_UPPER' : 'VALID') };
  return { strides: ints(strides), dilations: ints(dilations), ...pads };
}

/** Orders of a kernel [...size, in, out] with its outer axes in front: [out, in, ...size]. */
const KERNEL: Readonly<Record<number, readonly number[]>> = { 1: [2, 1, 0], 2: [3, 2, 0, 1] };

function conv(places: 1 | 2): LayerTranslation {
  return async (context) => {
    const { builder, settings } = context;
    settings.ignore('filters');
    const size = settings.sizes('kernel_size', places);
    const attributes = { ...windows(context, size), group: int(settings.count('groups', 1)) };
    const [kernel, bias] = await tensorNames(context, withBias(context, 'kernel'));
    const output = withChannelsFirst(context, onlyInput(context), places, (x) =>
      builder.add('Conv', [x, builder.transpose(kernel!, KERNEL[places]!), ...biasOf(bias)], attributes),
    );
    return activate(context, output);
  };
}

/** Adds a convolution of each channel with kernels [...size, channels, multiplier]. */
function addDepthwise(
  context: LayerContext,
  x: string,
  kernel: SourceTensor,
  size: readonly number[],
  bias: readonly string[],
): string {
  const { builder } = context;
  const places = size.length;
  const turned = builder.transpose(kernel.name, places === 1 ? [1, 2, 0] : [2, 3, 0, 1]);
  const flat = builder.reshape(turned, [-1, 1, ...size]);
  return builder.add('Conv', [x, flat, ...bias], {
    ...windows(context, size),
    group: int(kernel.shape[places]!),
  });
}

function depthwise(places: 1 | 2): LayerTranslation {
  return async (context) => {
    const { settings } = context;
    settings.ignore('depth_multiplier', 'filters', 'groups');
    const size = settings.sizes('kernel_size', places);
    const [kernel, bias] = await context.tensors(withBias(context, 'depthwise_kernel'));
    const output = withChannelsFirst(context, onlyInput(context), places, (x) =>
      addDepthwise(context, x, kernel!, size, biasOf(bias?.name)),
    );
    return activate(context, output);
  };
}

function separable(places: 1 | 2): LayerTranslation {
  return async (context) => {
    const { builder, settings } = context;
    settings.ignore('depth_multiplier', 'filters', 'groups');
    const size = settings.sizes('kernel_size', places);
    const roles = withBias(context, 'depthwise_kernel', 'pointwise_kernel');
    const [kernel, point, bias] = await context.tensors(roles);
    const output = withChannelsFirst(context, onlyInput(context), places, (x) =>
      builder.add('Conv', [
        addDepthwise(context, x, kernel!, size, []),
        builder.transpose(point!.name, KERNEL[places]!),
        ...biasOf(bias?.name),
      ]),
    );
    return activate(context, output);
  };
}

function convTranspose(places: 1 | 2): LayerTranslation {
  return async (context) => {
    const { builder, settings } = context;
    settings.ignore('filters');
    const size = settings.sizes('kernel_size', places);
    const strides = settings.sizes('strides', places, 1);
    const dilations = settings.sizes('dilation_rate', places, 1);
    if (settings.count('groups', 1) !== 1) throw settings.refusal('groups', settings.value('groups'));
    const isSame = settings.choice('padding', ['valid', 'same']) === 'same';
    const stated = settings.value('output_padding');
    const given =
      stated === undefined ? null : Array.isArray(stated) ? (stated as number[]) : Array(places).fill(stated);
    // Pixels that the whole product has more than the output, or fewer.
    const more = size.map((length, axis) => {
      const reach = dilations[axis]! * (length - 1) + 1;
      if (given !== null) return isSame ? 2 * Math.floor(reach / 2) - given[axis]! : -given[axis]!;
      return isSame ? reach - strides[axis]! : Math.min(0, reach - strides[axis]!);
    });
    const cut = more.map((count) => Math.max(0, count));
    const [kernel, bias] = await tensorNames(context, withBias(context, 'kernel'));
    const output = withChannelsFirst(context, onlyInput(context), places, (x) =>
      builder.add('ConvTranspose', [x, builder.transpose(kernel!, KERNEL[places]!), ...biasOf(bias)], {
        strides: ints(strides),
        dilations: ints(dilations),
        pads: ints([
          ...cut.map((count) => Math.floor(count / 2)),
          ...cut.map((count) => Math.ceil(count / 2)),
        ]),
        output_padding: ints(more.map((count) => Math.max(0, -count))),
      }),
    );
    return activate(context, output);
  };
}

export const CONVOLUTIONS: Readonly<Record<string, LayerTranslation>> = {
  Conv1D: conv(1),
  Conv2D: conv(2),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConv2D: separable(2),
  Conv1DTranspose: convTranspose(1),
  Conv2DTranspose: convTranspose(2),
};
