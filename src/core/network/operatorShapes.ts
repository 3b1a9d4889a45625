import { type CatalogOperation, product, type Shape } from './network';
import type { Operands, Operator, Pads, UnaryFunction, ValueType } from './operators';

/** Operation of a reader's network: an operator, or a kind that it shares with the catalogue. */
export type GraphOperation =
  | Operator
  | Extract<
      CatalogOperation,
      { readonly kind: 'add' | 'relu' | 'flatten' | 'globalAveragePool' | 'dropout' }
    >;

/**
 * Returns the shape of one sample of a node's output. `tensorShapes` are the shapes that the node
 * reads, in their order. Throws RangeError with kind, shapes and the shape wanted if they do not
 * fit, and if the output would have no values.
 */
export function operatorShape(
  operator: GraphOperation,
  inputShapes: readonly Shape[],
  tensorShapes: readonly Shape[],
): Shape {
  const refuse = (wanted: string): never => {
    const tensors = tensorShapes.length === 0 ? '' : ` with tensors ${shapeList(tensorShapes)}`;
    throw new RangeError(
      `Cannot run ${operator.kind} on ${shapeList(inputShapes)}${tensors}: expected ${wanted}`,
    );
  };
  const shape = shapeOf(operator, inputShapes, tensorShapes, refuse);
  if (!shape.every((length) => Number.isInteger(length) && length >= 1))
    refuse(`an output of at least one value, not [${shape.join(', ')}]`);
  return shape;
}

/** Throws RangeError that names what was wanted. */
type Refuse = (wanted: string) => never;

function shapeOf(
  operator: GraphOperation,
  inputShapes: readonly Shape[],
  tensorShapes: readonly Shape[],
  refuse: Refuse,
): Shape {
  const inputs = 'operands' in operator ? operator.operands.filter((source) => source === 'input').length : 1;
  if (operator.kind !== 'add' && inputShapes.length !== inputs)
    refuse(inputs === 1 ? 'one input' : `${inputs} inputs`);
  const input = inputShapes[0] ?? [];
  const channels = input.at(-1) ?? 1;
  const checkAxis = (axis: number, rank = input.length) => {
    if (!(Number.isInteger(axis) && axis >= 0 && axis < rank))
      refuse(`an axis from 0 to ${rank - 1}, not ${axis}`);
  };
  const checkTensors = (...wanted: readonly Shape[]) => {
    if (tensorShapes.join(' ') !== wanted.join(' '))
      refuse(wanted.length === 0 ? 'no tensors' : `tensors ${shapeList(wanted)}`);
  };
  const operands = () => {
    const shapes = operandsInOrder((operator as { operands: Operands }).operands, inputShapes, tensorShapes);
    return shapes ?? refuse('a shape for each operand');
  };
  const checkRank = (least: number) => {
    if (input.length < least) refuse(`an input of at least ${least} dimensions`);
  };
  const checkEntries = (entries: readonly unknown[]) => {
    if (entries.length !== input.length) refuse(`${input.length} axes, not ${entries.length}`);
  };

  switch (operator.kind) {
    case 'convolution':
    case 'convTranspose': {
      const { filters, kernelSize, groups } = operator;
      checkRank(3);
      if (channels % groups !== 0 || filters % groups !== 0)
        refuse(`channels and filters in ${groups} equal groups`);
      const kernel =
        operator.kind === 'convolution'
          ? [...kernelSize, channels / groups, filters]
          : [...kernelSize, filters / groups, channels];
      checkTensors(kernel, ...tensorShapes.slice(1, 2).map(() => [filters]));
      const size =
        operator.kind === 'convolution'
          ? windows(input, { ...operator, size: kernelSize })
          : spread(input, operator);
      return [...input.slice(0, -3), ...size, filters];
    }
    case 'linear':
      checkRank(1);
      checkTensors([channels, operator.units], ...tensorShapes.slice(1, 2).map(() => [operator.units]));
      return [...input.slice(0, -1), operator.units];
    case 'matMul': {
      const [a, b] = operands() as [Shape, Shape];
      if (a.length < 2 || b.length < 2 || a.at(-1) !== b.at(-2))
        refuse('two matrices, the columns of the first as many as the rows of the second');
      const rank = Math.max(a.length, b.length) - 2;
      const leading = (shape: Shape) => [
        ...Array<number>(rank + 2 - shape.length).fill(1),
        ...shape.slice(0, -2),
      ];
      return [...broadcast([leading(a), leading(b)], refuse), a.at(-2)!, b.at(-1)!];
    }
    case 'embedding':
      if (
        tensorShapes.length !== 1 ||
        tensorShapes[0]!.length !== 2 ||
        tensorShapes[0]![1] !== operator.units
      )
        refuse(`a table [rows, ${operator.units}]`);
      return [...input, operator.units];
    case 'unary':
    case 'cast':
    case 'relu':
    case 'dropout':
      checkTensors();
      return input;
    case 'localResponseNorm':
      checkRank(1);
      checkTensors();
      return input;
    case 'binary':
    case 'where':
      if (operator.operands.length !== (operator.kind === 'where' ? 3 : 2))
        refuse(operator.kind === 'where' ? 'three operands' : 'two operands');
      return broadcast(operands(), refuse);
    case 'add':
      checkTensors();
      if (inputShapes.length === 0 || inputShapes.some((shape) => shape.join() !== input.join()))
        refuse('inputs of one shape');
      return input;
    case 'reduce':
      checkTensors();
      operator.axes.forEach((axis) => {
        checkAxis(axis);
      });
      if (new Set(operator.axes).size !== operator.axes.length) refuse('each axis once');
      return without(input, operator.axes, operator.keepsAxes);
    case 'softmax':
    case 'cumulativeSum':
      checkTensors();
      checkAxis(operator.axis);
      return input;
    case 'argMax':
    case 'argMin':
      checkTensors();
      checkAxis(operator.axis);
      return without(input, [operator.axis], operator.keepsAxis);
    case 'layerNorm': {
      const { numAxes } = operator;
      checkAxis(numAxes - 1);
      const scaled = input.slice(-numAxes);
      checkTensors(scaled, ...tensorShapes.slice(1, 2).map(() => scaled));
      return input;
    }
    case 'groupNorm':
      checkRank(operator.numAxes + 1);
      if (channels % operator.groups !== 0) refuse(`channels in ${operator.groups} equal groups`);
      checkTensors([channels], [channels]);
      return input;
    case 'foldedNorm':
      checkRank(1);
      checkTensors([channels], [channels], [channels], [channels]);
      return input;
    case 'averagePool':
    case 'windowMax':
      checkRank(3);
      checkTensors();
      return [...input.slice(0, -3), ...windows(input, operator), channels];
    case 'globalAveragePool':
      checkTensors();
      if (input.length !== 3) refuse('a picture of 3 dimensions');
      return [channels];
    case 'flatten':
      checkTensors();
      return [product(input)];
    case 'reshape':
      checkTensors();
      if (product(operator.shape) !== product(input))
        refuse(`as many values as in [${operator.shape.join(', ')}]`);
      return operator.shape;
    case 'transpose':
      checkTensors();
      checkEntries(operator.permutation);
      if (operator.permutation.toSorted((a, b) => a - b).some((axis, place) => axis !== place))
        refuse(`each axis once, not [${operator.permutation.join(', ')}]`);
      return operator.permutation.map((axis) => input[axis]!);
    case 'slice': {
      checkTensors();
      const { begin, end, steps } = operator;
      for (const list of [begin, end, steps]) checkEntries(list);
      return input.map((length, axis) => {
        const [from, to, step] = [begin[axis]!, end[axis]!, steps[axis]!];
        const isHeld = step > 0 ? from >= 0 && to <= length : step < 0 && from < length && to >= -1;
        if (!isHeld)
          refuse(`values of axis ${axis} from 0 to ${length - 1}, not ${from} to ${to} by ${step}`);
        return Math.ceil((to - from) / step);
      });
    }
    case 'concat': {
      const shapes = operands();
      const [first] = shapes as [Shape];
      checkAxis(operator.axis, first.length);
      const others = (shape: Shape) => `${shape.length}: ${shape.with(operator.axis, 0)}`;
      if (shapes.some((shape) => shape.length !== first.length || others(shape) !== others(first)))
        refuse(`operands that differ in axis ${operator.axis} alone`);
      return first.with(
        operator.axis,
        shapes.reduce((sum, shape) => sum + shape[operator.axis]!, 0),
      );
    }
    case 'pad':
      checkTensors();
      checkEntries(operator.pads);
      return input.map((length, axis) => {
        const [before, after] = operator.pads[axis]!;
        return length + before + after;
      });
    case 'gather': {
      const [values, indices] = operands() as [Shape, Shape];
      if (operator.operands.length !== 2) refuse('two operands');
      checkAxis(operator.axis, values.length);
      return [...values.slice(0, operator.axis), ...indices, ...values.slice(operator.axis + 1)];
    }
    case 'expand':
      checkTensors();
      checkEntries(operator.shape);
      if (input.some((length, axis) => length !== 1 && length !== operator.shape[axis]))
        refuse(`a shape that broadcasts to [${operator.shape.join(', ')}]`);
      return operator.shape;
    case 'tile':
      checkTensors();
      checkEntries(operator.repeats);
      return input.map((length, axis) => length * operator.repeats[axis]!);
    case 'resize':
      checkRank(3);
      checkTensors();
      return [...input.slice(0, -3), ...operator.size, channels];
    case 'depthToSpace': {
      checkRank(3);
      checkTensors();
      const { size } = operator;
      if (channels % size ** 2 !== 0) refuse(`a multiple of ${size ** 2} channels`);
      const [height, width] = input.slice(-3) as [number, number];
      return [...input.slice(0, -3), height * size, width * size, channels / size ** 2];
    }
    case 'spaceToDepth': {
      checkRank(3);
      checkTensors();
      const { size } = operator;
      const [height, width] = input.slice(-3) as [number, number];
      if (height % size !== 0 || width % size !== 0) refuse(`height and width in multiples of ${size}`);
      return [...input.slice(0, -3), height / size, width / size, channels * size ** 2];
    }
    case 'triangle':
      checkRank(2);
      checkTensors();
      return input;
    case 'oneHot':
      checkTensors();
      checkAxis(operator.axis, input.length + 1);
      return input.toSpliced(operator.axis, 0, operator.depth);
    case 'quantize':
    case 'dequantize': {
      const [scale = [], zeroPoint = []] = tensorShapes;
      checkTensors(scale, zeroPoint);
      if (product(scale) > 1) checkAxis(operator.axis);
      const lengths = [1, input[operator.axis] ?? 1];
      if (![scale, zeroPoint].every((shape) => shape.length <= 1 && lengths.includes(product(shape))))
        refuse(`a scale and a zero point for each entry of axis ${operator.axis}, or one for all`);
      return input;
    }
    case 'lstm':
    case 'rnn':
    case 'gruCell': {
      if (input.length !== 2) refuse('a sequence [steps, features]');
      const { units, direction, output } = operator;
      const directions = direction === 'bidirectional' ? 2 : 1;
      const columns = { lstm: 4, rnn: 1, gruCell: 3 }[operator.kind] * units;
      const bias = [directions, columns];
      const state = [directions, units];
      const optional = operator.kind === 'lstm' ? [state, state, [directions, 3 * units]] : [state];
      const needed = [[directions, channels, columns], [directions, units, columns], bias, bias];
      checkTensors(...needed, ...optional.slice(0, Math.max(0, tensorShapes.length - needed.length)));
      return output === 'last' ? [directions * units] : [input[0]!, directions * units];
    }
    default:
      throw operator satisfies never;
  }
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

function without(shape: Shape, axes: readonly number[], keeps: boolean): Shape {
  return keeps
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

function broadcast(shapes: readonly Shape[], refuse: Refuse): Shape {
  const [first] = shapes as [Shape];
  if (shapes.some((shape) => shape.length !== first.length)) refuse('operands of as many dimensions');
  return first.map((_, axis) => {
    const lengths = new Set(shapes.map((shape) => shape[axis]!).filter((length) => length !== 1));
    if (lengths.size > 1) refuse('operands of one shape, or of length 1 where they differ');
    return [...lengths][0] ?? 1;
  });
}

/**
 * Puts what belongs to inputs and to stored tensors in the order of a node's operands. Undefined if
 * there are more or fewer than the operands need.
 */
function operandsInOrder<T>(
  operands: Operands,
  inputs: readonly T[],
  tensors: readonly T[],
): T[] | undefined {
  const left = { input: [...inputs], tensor: [...tensors] };
  const ordered = operands.map((source) => left[source].shift());
  const isComplete = ordered.every((one) => one !== undefined);
  return isComplete && left.input.length + left.tensor.length === 0 ? ordered : undefined;
}

function shapeList(shapes: readonly Shape[]): string {
  return shapes.length === 0 ? 'nothing' : shapes.map((shape) => `[${shape.join(', ')}]`).join(', ');
}

/** Functions that give a value of the type of their argument. Others give float32. */
const KEEPS_TYPE: ReadonlySet<UnaryFunction['name']> = new Set([
  'relu',
  'abs',
  'negative',
  'sign',
  'floor',
  'ceil',
  'round',
  'clip',
  'power',
  'affine',
]);
const TRUTHS: ReadonlySet<string> = new Set([
  'equal',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'and',
  'or',
  'xor',
]);

/**
 * Returns the type of a node's values. `inputTypes` are the types of its inputs. A stored tensor
 * has the type of the inputs that it is combined with, and is float32 without any.
 */
export function operatorType(operator: GraphOperation, inputTypes: readonly ValueType[]): ValueType {
  const input = inputTypes[0] ?? 'float32';
  switch (operator.kind) {
    case 'unary': {
      const { name } = operator.function;
      if (name === 'not' || name === 'isNaN') return 'bool';
      return KEEPS_TYPE.has(name) ? input : 'float32';
    }
    case 'binary':
      return TRUTHS.has(operator.function) ? 'bool' : input;
    case 'where': {
      const isInput = operator.operands[0] === 'input';
      return inputTypes[isInput ? 1 : 0] ?? 'float32';
    }
    case 'gather':
      return operator.operands[0] === 'input' ? input : 'float32';
    case 'argMax':
    case 'argMin':
      return 'int32';
    case 'cast':
      return operator.to;
    case 'add':
    case 'relu':
    case 'flatten':
    case 'dropout':
    case 'reduce':
    case 'cumulativeSum':
    case 'windowMax':
    case 'reshape':
    case 'transpose':
    case 'slice':
    case 'concat':
    case 'pad':
    case 'expand':
    case 'tile':
    case 'depthToSpace':
    case 'spaceToDepth':
    case 'triangle':
    case 'matMul':
      return input;
    case 'resize':
      return operator.interpolation === 'nearest' ? input : 'float32';
    case 'convolution':
    case 'convTranspose':
    case 'linear':
    case 'embedding':
    case 'softmax':
    case 'layerNorm':
    case 'groupNorm':
    case 'foldedNorm':
    case 'localResponseNorm':
    case 'averagePool':
    case 'globalAveragePool':
    case 'oneHot':
    case 'quantize':
    case 'dequantize':
    case 'lstm':
    case 'rnn':
    case 'gruCell':
      return 'float32';
    default:
      throw operator satisfies never;
  }
}
