import { ints, text } from '../../source/sourceBuilder';
import { type LayerContext, type LayerTranslation, onlyInput } from '../layerContext';

const flatten: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const x = onlyInput(context);
  const isFirst = settings.choice('data_format', ['channels_last', 'channels_first']) === 'channels_first';
  // Keras flattens pictures with channels first as if they were last.
  const ordered = isFirst ? builder.transpose(builder.reshape(x, [0, 0, -1]), [0, 2, 1]) : x;
  return builder.reshape(ordered, [0, -1]);
};

function wholeNumbers({ settings }: LayerContext, key: string): readonly number[] {
  const value = settings.value(key);
  if (Array.isArray(value) && value.every(Number.isSafeInteger)) return value as readonly number[];
  throw settings.refusal(key, value);
}

const reshape: LayerTranslation = (context) =>
  context.builder.reshape(onlyInput(context), [0, ...wholeNumbers(context, 'target_shape')]);

const permute: LayerTranslation = (context) =>
  context.builder.transpose(onlyInput(context), [0, ...wholeNumbers(context, 'dims')]);

const repeatVector: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const row = builder.add('Unsqueeze', [onlyInput(context), builder.wholes([1])]);
  return builder.add('Tile', [row, builder.wholes([1, settings.count('n'), 1])]);
};

/** Reads pixels before and after each axis: one number, one for each axis, or two for each. */
function margins({ settings }: LayerContext, key: string, places: 1 | 2): readonly (readonly number[])[] {
  const value = settings.value(key) ?? 1;
  const isPair = (one: unknown) => Array.isArray(one) && one.length === 2;
  const list = Array.isArray(value) ? value : Array<unknown>(places).fill(value);
  // A sequence has one pair.
  const own = places === 1 && isPair(value) && !list.some(Array.isArray) ? [value] : list;
  const pairs = own.map((one) => (isPair(one) ? (one as number[]) : [one as number, one as number]));
  const isWhole = pairs.flat().every((pixels) => Number.isSafeInteger(pixels) && pixels >= 0);
  if (pairs.length === places && isWhole) return pairs;
  throw settings.refusal(key, value);
}

/** First of the axes between batch and channels. */
function firstPlace({ settings }: LayerContext): 1 | 2 {
  return settings.choice('data_format', ['channels_last', 'channels_first']) === 'channels_first' ? 2 : 1;
}

function zeroPadding(places: 1 | 2): LayerTranslation {
  return (context) => {
    const { builder } = context;
    const pairs = margins(context, 'padding', places);
    const axes = pairs.map((_, at) => at + firstPlace(context));
    const pads = [0, 1].flatMap((end) => pairs.map((pair) => pair[end]!));
    return builder.add('Pad', [onlyInput(context), builder.wholes(pads), '', builder.wholes(axes)]);
  };
}

function cropping(places: 1 | 2): LayerTranslation {
  return (context) => {
    const { builder } = context;
    const pairs = margins(context, 'cropping', places);
    const axes = pairs.map((_, at) => at + firstPlace(context));
    const BEYOND = 2 ** 31 - 1;
    const ends = pairs.map(([, after]) => (after === 0 ? BEYOND : -after!));
    const lists = [pairs.map(([before]) => before!), ends, axes].map((list) => builder.wholes(list));
    return builder.add('Slice', [onlyInput(context), ...lists]);
  };
}

/** Settings of `Resize` as TensorFlow 2 resizes. */
const HALF_PIXEL = {
  coordinate_transformation_mode: text('half_pixel'),
  nearest_mode: text('round_prefer_ceil'),
};
/** Settings of `Resize` as the layers of TensorFlow.js resize. */
const ASYMMETRIC = { coordinate_transformation_mode: text('asymmetric') };
/** Versions of Keras before this one resized with other places of pixels. */
const FIRST_HALF_PIXEL = 2;

const upSampling2d: LayerTranslation = (context) => {
  const { builder, settings, major, isTfjs } = context;
  const size = settings.sizes('size', 2, 2);
  const mode = settings.choice('interpolation', ['nearest', 'bilinear']);
  if (mode === 'bilinear' && (major ?? 0) < FIRST_HALF_PIXEL) throw settings.refusal('interpolation', mode);
  const scales = firstPlace(context) === 1 ? [1, ...size, 1] : [1, 1, ...size];
  return builder.add('Resize', [onlyInput(context), '', builder.floats(scales)], {
    mode: text(mode === 'nearest' ? 'nearest' : 'linear'),
    ...(isTfjs && mode === 'bilinear' ? ASYMMETRIC : HALF_PIXEL),
  });
};

/** A picture of another size, as Keras 2.4 and later resize. */
const resizing: LayerTranslation = (context) => {
  const { builder, settings } = context;
  settings.off('crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'antialias');
  settings.ignore('fill_mode', 'fill_value');
  const size = [settings.count('height'), settings.count('width')];
  const mode = settings.choice('interpolation', ['bilinear', 'nearest']);
  const first = firstPlace(context);
  return builder.add('Resize', [onlyInput(context), '', '', builder.wholes(size)], {
    mode: text(mode === 'nearest' ? 'nearest' : 'linear'),
    axes: ints([first, first + 1]),
    ...HALF_PIXEL,
  });
};

/** Repeats each step. */
const upSampling1d: LayerTranslation = (context) => {
  const { builder, settings } = context;
  const size = settings.count('size', 2);
  const picture = builder.add('Unsqueeze', [onlyInput(context), builder.wholes([1])]);
  const larger = builder.add('Resize', [picture, '', builder.floats([1, 1, size, 1])], {
    mode: text('nearest'),
    ...HALF_PIXEL,
  });
  return builder.add('Squeeze', [larger, builder.wholes([1])]);
};

export const SHAPES: Readonly<Record<string, LayerTranslation>> = {
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  ZeroPadding1D: zeroPadding(1),
  ZeroPadding2D: zeroPadding(2),
  Cropping1D: cropping(1),
  Cropping2D: cropping(2),
  UpSampling1D: upSampling1d,
  UpSampling2D: upSampling2d,
  Resizing: resizing,
};
