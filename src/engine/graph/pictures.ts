import type { GraphOperation } from '../../core/network/graphOperation';
import type { ConstantUse, GraphBuilder } from './graphBuilder';
import { CannotRun, type NodeOutput, type Value } from './values';

/** A value of the file [batch, channels, …places] with its channels last. */
export interface Picture {
  readonly output: NodeOutput;
  readonly axes: readonly number[];
  readonly batchAxis: number | null;
  /** Number of axes between batch and channels, 1 or 2. */
  readonly numPlaces: number;
}

/** Gives a value of the file the layout of pictures, or of sequences [steps, features]. */
export function toPicture(builder: GraphBuilder, value: Value): Picture {
  const rank = value.dims.length;
  const numPlaces = rank - 2;
  if (numPlaces < 1 || numPlaces > 2) throw new CannotRun('setting', `[${value.dims.join(', ')}]`);
  const { batchAxis, axes } = channelsLast(builder, value);
  const output = builder.layOut(value, value.axes, axes);
  return { output, axes, batchAxis, numPlaces };
}

/** Returns the axes of a value [batch, …] with its channels last, which are axis 1 in ONNX. */
export function channelsLast(
  builder: GraphBuilder,
  { dims, axes, batchAxis }: Value,
  channels = 1,
): { readonly axes: readonly number[]; readonly batchAxis: number | null } {
  if (dims.length < 2) throw new CannotRun('setting', `[${dims.join(', ')}]`);
  const places = dims.map((_, axis) => axis).filter((axis) => axis > 0 && axis !== channels);
  if (batchAxis === 0) return { axes: [...(axes.includes(0) ? [0] : []), ...places, channels], batchAxis };
  if (batchAxis !== null && builder.batch > 1) throw new CannotRun('mixesSamples', `[${dims.join(', ')}]`);
  return { axes: [0, ...places, channels], batchAxis: null };
}

/**
 * Adds a node that works on pictures. A sequence becomes a picture of height 1 for it, and its
 * output a sequence again.
 */
export function emitOnPicture(
  builder: GraphBuilder,
  { output, axes, batchAxis, numPlaces }: Picture,
  operation: GraphOperation,
  uses: readonly ConstantUse[] = [],
): Value {
  const { shape } = output;
  const input =
    numPlaces === 2 ? output : builder.reshape(output, [...shape.slice(0, -2), 1, ...shape.slice(-2)]);
  const result = builder.emit(operation, [input], uses);
  const squeezed =
    numPlaces === 2
      ? result
      : builder.reshape(result, [...result.shape.slice(0, -3), ...result.shape.slice(-2)]);
  return builder.value(squeezed, axes, batchAxis);
}

/** Returns two numbers, one for each axis of a picture. A sequence has the first for its height. */
export function pairOf(values: readonly number[], height: number): readonly [number, number] {
  return values.length === 1 ? [height, values[0]!] : [values[0]!, values[1]!];
}
