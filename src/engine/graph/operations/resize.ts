import { checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { toPicture } from '../pictures';

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

export const RESIZES: Readonly<Record<string, Translation>> = { Resize: resize, Upsample: resize };
