import { t } from '../../language/t';
import type { Shape } from '../network';
import type { Operator, Pads } from '../operators';
import type { ReadShapes, ShapeRules } from './shapeRule';

/** Operations on pictures [height, width, channels]. */
export const WINDOW_SHAPES: ShapeRules<
  | 'convolution'
  | 'convTranspose'
  | 'averagePool'
  | 'windowMax'
  | 'globalAveragePool'
  | 'resize'
  | 'depthToSpace'
  | 'spaceToDepth'
> = {
  convolution(operation, read) {
    const { filters, kernelSize, groups } = operation;
    checkGroups(operation, read);
    read.checkTensors([...kernelSize, read.channels / groups, filters], ...read.optional(1, [filters]));
    return [...read.input.slice(0, -3), ...windows(read.input, { ...operation, size: kernelSize }), filters];
  },
  convTranspose(operation, read) {
    const { filters, kernelSize, groups } = operation;
    checkGroups(operation, read);
    read.checkTensors([...kernelSize, filters / groups, read.channels], ...read.optional(1, [filters]));
    return [...read.input.slice(0, -3), ...spread(read.input, operation), filters];
  },
  averagePool: pool,
  windowMax: pool,
  globalAveragePool(_, read) {
    read.checkTensors();
    if (read.input.length !== 3) read.refuse(t`a picture of 3 dimensions`);
    return [read.channels];
  },
  resize({ size }, read) {
    read.checkRank(3);
    read.checkTensors();
    return [...read.input.slice(0, -3), ...size, read.channels];
  },
  depthToSpace({ size }, read) {
    read.checkRank(3);
    read.checkTensors();
    if (read.channels % size ** 2 !== 0) read.refuse(t`a multiple of ${size ** 2} channels`);
    const [height, width] = read.input.slice(-3) as [number, number];
    return [...read.input.slice(0, -3), height * size, width * size, read.channels / size ** 2];
  },
  spaceToDepth({ size }, read) {
    read.checkRank(3);
    read.checkTensors();
    const [height, width] = read.input.slice(-3) as [number, number];
    if (height % size !== 0 || width % size !== 0) read.refuse(t`height and width in multiples of ${size}`);
    return [...read.input.slice(0, -3), height / size, width / size, read.channels * size ** 2];
  },
};

function checkGroups(
  { filters, groups }: { readonly filters: number; readonly groups: number },
  read: ReadShapes,
): void {
  read.checkRank(3);
  if (read.channels % groups !== 0 || filters % groups !== 0)
    read.refuse(t`channels and filters in ${groups} equal groups`);
}

function pool(operation: Windows, read: ReadShapes): Shape {
  read.checkRank(3);
  read.checkTensors();
  return [...read.input.slice(0, -3), ...windows(read.input, operation), read.channels];
}

/** Windows that slide over a picture. */
interface Windows {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pads: Pads;
}

/** Returns the number of windows of a picture, [down, across]. */
function windows(input: Shape, { size, strides, dilations, pads }: Windows): Shape {
  const along = (axis: 0 | 1) => {
    const padded = input.at(axis - 3)! + pads[axis === 0 ? 0 : 2] + pads[axis === 0 ? 1 : 3];
    return Math.floor((padded - dilations[axis] * (size[axis] - 1) - 1) / strides[axis]) + 1;
  };
  return [along(0), along(1)];
}

/** Returns height and width of the output of a convolution backwards. */
function spread(
  input: Shape,
  { kernelSize, strides, dilations, pads, outputPads }: Extract<Operator, { readonly kind: 'convTranspose' }>,
): Shape {
  const along = (axis: 0 | 1) =>
    (input.at(axis - 3)! - 1) * strides[axis] +
    dilations[axis] * (kernelSize[axis] - 1) +
    1 +
    outputPads[axis] -
    pads[axis === 0 ? 0 : 2] -
    pads[axis === 0 ? 1 : 3];
  return [along(0), along(1)];
}
