import { t } from '../../language/t';
import type { Shape } from '../network';
import type { Operator } from '../operators';
import type { ReadShapes, ShapeRules } from './shapeRule';

/** Products of matrices, tables of rows and recurrent cells. */
export const PRODUCT_SHAPES: ShapeRules<'linear' | 'matMul' | 'embedding' | 'lstm' | 'rnn' | 'onnxGru'> = {
  linear({ units }, read) {
    read.checkRank(1);
    read.checkTensors([read.channels, units], ...read.optional(1, [units]));
    return [...read.input.slice(0, -1), units];
  },
  matMul({ operands }, read) {
    const [a, b] = read.operands(operands) as [Shape, Shape];
    if (a.length < 2 || b.length < 2 || a.at(-1) !== b.at(-2))
      read.refuse(t`two matrices, the columns of the first as many as the rows of the second`);
    const rank = Math.max(a.length, b.length) - 2;
    const leading = (shape: Shape) => [
      ...Array<number>(rank + 2 - shape.length).fill(1),
      ...shape.slice(0, -2),
    ];
    return [...read.broadcast([leading(a), leading(b)]), a.at(-2)!, b.at(-1)!];
  },
  embedding({ units }, read) {
    const { tensors, input } = read;
    const [table] = tensors;
    if (tensors.length !== 1 || table!.length !== 2 || table![1] !== units)
      read.refuse(t`a table [rows, ${units}]`);
    return [...input, units];
  },
  lstm: cell,
  rnn: cell,
  onnxGru: cell,
};

/** Number of gates of each recurrent cell. */
const GATES = { lstm: 4, rnn: 1, onnxGru: 3 } as const;

function cell(
  { kind, units, direction, output }: Extract<Operator, { readonly kind: keyof typeof GATES }>,
  read: ReadShapes,
): Shape {
  if (read.input.length !== 2) read.refuse(t`a sequence [steps, features]`);
  const directions = direction === 'bidirectional' ? 2 : 1;
  const columns = GATES[kind] * units;
  const bias = [directions, columns];
  const state = [directions, units];
  const needed = [[directions, read.channels, columns], [directions, units, columns], bias, bias];
  const optional = kind === 'lstm' ? [state, state, [directions, 3 * units]] : [state];
  read.checkTensors(...needed, ...read.optional(needed.length, ...optional));
  return output === 'last' ? [directions * units] : [read.input[0]!, directions * units];
}
