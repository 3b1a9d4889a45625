import type { Reduction } from '../../../core/network/operators';
import type { Operation, Translation } from '../operation';
import { emitOnPicture, toPicture } from '../pictures';
import { lengthsOf } from './convolutions';
import { isPositive, readWindows } from './windows';

const maxPool: Translation = (operation) => {
  operation.ignore('storage_order');
  const { picture, windows } = poolOf(operation);
  return emitOnPicture(operation.builder, picture, { kind: 'windowMax', ...windows });
};

const averagePool: Translation = (operation) => {
  const countsPads = operation.choice('count_include_pad', [0, 1]) === 1;
  const { picture, windows, hasMore } = poolOf(operation);
  // The file does not count places beyond its pads, which the node cannot say.
  if (countsPads && hasMore) throw operation.refusal('ceil_mode', '1, count_include_pad = 1');
  return emitOnPicture(operation.builder, picture, { kind: 'averagePool', ...windows, countsPads });
};

/** Reads a pool. `hasMore` is true if `ceil_mode` adds windows that reach beyond the pads. */
function poolOf(operation: Operation) {
  const picture = toPicture(operation.builder, operation.value(0));
  const size = operation.ints('kernel_shape') ?? [];
  if (size.length !== picture.numPlaces || size.some((length) => !isPositive(length)))
    throw operation.refusal('kernel_shape', size.join(', '));
  const lengths = lengthsOf(picture);
  const windows = readWindows(operation, size, lengths);
  const isCeil = operation.choice('ceil_mode', [0, 1]) === 1;
  const [top, bottom, left, right] = windows.pads;
  const more = [0, 1].map((axis) => {
    const length = (lengths.length === 1 ? [1, ...lengths] : lengths)[axis]!;
    const [before, after] = axis === 0 ? [top, bottom] : [left, right];
    const stride = windows.strides[axis]!;
    const rest = length + before + after - windows.dilations[axis]! * (windows.size[axis]! - 1) - 1;
    if (!isCeil || rest % stride === 0) return 0;
    // A window that would start behind the picture is left out.
    const starts = Math.ceil(rest / stride) * stride;
    return starts < length + before ? starts - rest : 0;
  }) as [number, number];
  const pads = [top, bottom + more[0], left, right + more[1]] as const;
  return { picture, windows: { ...windows, pads }, hasMore: more[0] + more[1] > 0 };
}

/** Reduces each channel to one value. */
function globalPool(reduction: Reduction): Translation {
  return (operation) => {
    const value = operation.value(0);
    const { builder } = operation;
    if (value.dims.length < 3) throw operation.refusedInput(0, `[${value.dims.join(', ')}]`);
    const axes = value.dims.flatMap((_, axis) => (axis < 2 ? [] : [value.axes.indexOf(axis)]));
    const output = builder.emit({ kind: 'reduce', reduction, axes, keepsAxes: true }, [value]);
    return builder.value(output, value.axes, value.batchAxis);
  };
}

export const POOLS: Readonly<Record<string, Translation>> = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: globalPool('mean'),
  GlobalMaxPool: globalPool('max'),
};
