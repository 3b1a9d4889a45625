import { t } from '../../language/t';
import { product, type Shape } from '../network';
import { type ReadShapes, type ShapeRules, without } from './shapeRule';

/** Functions of values, reductions along axes and normalisations. */
export const VALUE_SHAPES: ShapeRules<
  | 'unary'
  | 'cast'
  | 'relu'
  | 'dropout'
  | 'localResponseNorm'
  | 'binary'
  | 'where'
  | 'add'
  | 'reduce'
  | 'softmax'
  | 'cumulativeSum'
  | 'argMax'
  | 'argMin'
  | 'layerNorm'
  | 'groupNorm'
  | 'foldedNorm'
  | 'triangle'
  | 'oneHot'
  | 'quantize'
  | 'dequantize'
> = {
  unary: sameShape,
  cast: sameShape,
  relu: sameShape,
  dropout: sameShape,
  localResponseNorm(_, read) {
    read.checkRank(1);
    return sameShape(_, read);
  },
  binary({ operands }, read) {
    if (operands.length !== 2) read.refuse(t`two operands`);
    return read.broadcast(read.operands(operands));
  },
  where({ operands }, read) {
    if (operands.length !== 3) read.refuse(t`three operands`);
    return read.broadcast(read.operands(operands));
  },
  add(_, read) {
    read.checkTensors();
    if (read.inputs.length === 0 || read.inputs.some((shape) => shape.join() !== read.input.join()))
      read.refuse(t`inputs of one shape`);
    return read.input;
  },
  reduce({ axes, keepsAxes }, read) {
    read.checkTensors();
    for (const axis of axes) read.checkAxis(axis);
    if (new Set(axes).size !== axes.length) read.refuse(t`each axis once`);
    return without(read.input, axes, keepsAxes);
  },
  softmax: sameAlongAxis,
  cumulativeSum: sameAlongAxis,
  argMax: oneAlongAxis,
  argMin: oneAlongAxis,
  layerNorm({ numAxes }, read) {
    read.checkAxis(numAxes - 1);
    const scaled = read.input.slice(-numAxes);
    read.checkTensors(scaled, ...read.optional(1, scaled));
    return read.input;
  },
  groupNorm({ groups, numAxes }, read) {
    read.checkRank(numAxes + 1);
    if (read.channels % groups !== 0) read.refuse(t`channels in ${groups} equal groups`);
    read.checkTensors([read.channels], [read.channels]);
    return read.input;
  },
  foldedNorm(_, read) {
    read.checkRank(1);
    const vector = [read.channels];
    read.checkTensors(vector, vector, vector, vector);
    return read.input;
  },
  triangle(_, read) {
    read.checkRank(2);
    return sameShape(_, read);
  },
  oneHot({ axis, depth }, read) {
    read.checkTensors();
    read.checkAxis(axis, read.input.length + 1);
    return read.input.toSpliced(axis, 0, depth);
  },
  quantize: ofWords,
  dequantize: ofWords,
};

function sameShape(_: unknown, read: ReadShapes): Shape {
  read.checkTensors();
  return read.input;
}

function sameAlongAxis({ axis }: { readonly axis: number }, read: ReadShapes): Shape {
  read.checkAxis(axis);
  return sameShape(null, read);
}

function oneAlongAxis(
  { axis, keepsAxis }: { readonly axis: number; readonly keepsAxis: boolean },
  read: ReadShapes,
): Shape {
  read.checkTensors();
  read.checkAxis(axis);
  return without(read.input, [axis], keepsAxis);
}

function ofWords({ axis }: { readonly axis: number }, read: ReadShapes): Shape {
  const [scale = [], zeroPoint = []] = read.tensors;
  read.checkTensors(scale, zeroPoint);
  if (product(scale) > 1) read.checkAxis(axis);
  const lengths = [1, read.input[axis] ?? 1];
  if (![scale, zeroPoint].every((shape) => shape.length <= 1 && lengths.includes(product(shape))))
    read.refuse(t`a scale and a zero point for each entry of axis ${axis}, or one for all`);
  return read.input;
}
