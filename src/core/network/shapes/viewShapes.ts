import { t } from '../../language/t';
import { product, type Shape } from '../network';
import type { ShapeRules } from './shapeRule';

/** Operations that rearrange values and compute none. */
export const VIEW_SHAPES: ShapeRules<
  'flatten' | 'reshape' | 'transpose' | 'slice' | 'concat' | 'pad' | 'gather' | 'expand' | 'tile'
> = {
  flatten(_, read) {
    read.checkTensors();
    return [product(read.input)];
  },
  reshape({ shape }, read) {
    read.checkTensors();
    if (product(shape) !== product(read.input)) read.refuse(t`as many values as in [${shape.join(', ')}]`);
    return shape;
  },
  transpose({ permutation }, read) {
    read.checkTensors();
    read.checkEntries(permutation);
    if (permutation.toSorted((a, b) => a - b).some((axis, place) => axis !== place))
      read.refuse(t`each axis once, not [${permutation.join(', ')}]`);
    return permutation.map((axis) => read.input[axis]!);
  },
  slice({ begin, end, steps }, read) {
    read.checkTensors();
    for (const list of [begin, end, steps]) read.checkEntries(list);
    return read.input.map((length, axis) => {
      const [from, to, step] = [begin[axis]!, end[axis]!, steps[axis]!];
      const isHeld = step > 0 ? from >= 0 && to <= length : step < 0 && from < length && to >= -1;
      if (!isHeld)
        read.refuse(t`values of axis ${axis} from 0 to ${length - 1}, not ${from} to ${to} by ${step}`);
      return Math.ceil((to - from) / step);
    });
  },
  concat({ axis, operands }, read) {
    const shapes = read.operands(operands);
    const [first] = shapes as [Shape];
    read.checkAxis(axis, first.length);
    const others = (shape: Shape) => `${shape.length}: ${shape.with(axis, 0)}`;
    if (shapes.some((shape) => shape.length !== first.length || others(shape) !== others(first)))
      read.refuse(t`operands that differ in axis ${axis} alone`);
    return first.with(
      axis,
      shapes.reduce((sum, shape) => sum + shape[axis]!, 0),
    );
  },
  pad({ pads, mode }, read) {
    read.checkTensors();
    read.checkEntries(pads);
    return read.input.map((length, axis) => {
      const [before, after] = pads[axis]!;
      // Values of a mirror are those beside the first and the last one.
      const most = mode === 'reflect' ? length - 1 : mode === 'wrap' ? length : Number.POSITIVE_INFINITY;
      if (Math.max(before, after) > most)
        read.refuse(t`at most ${most} values before and after axis ${axis}`);
      return length + before + after;
    });
  },
  gather({ axis, operands }, read) {
    if (operands.length !== 2) read.refuse(t`two operands`);
    const [values, indices] = read.operands(operands) as [Shape, Shape];
    read.checkAxis(axis, values.length);
    return [...values.slice(0, axis), ...indices, ...values.slice(axis + 1)];
  },
  expand({ shape }, read) {
    read.checkTensors();
    read.checkEntries(shape);
    if (read.input.some((length, axis) => length !== 1 && length !== shape[axis]))
      read.refuse(t`a shape that broadcasts to [${shape.join(', ')}]`);
    return shape;
  },
  tile({ repeats }, read) {
    read.checkTensors();
    read.checkEntries(repeats);
    return read.input.map((length, axis) => length * repeats[axis]!);
  },
};
