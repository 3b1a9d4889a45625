import { t } from '../language/t';
import type { GraphOperation } from './graphOperation';
import type { Shape } from './network';
import { PRODUCT_SHAPES } from './shapes/productShapes';
import { type OperationKind, ReadShapes, type ShapeRules } from './shapes/shapeRule';
import { VALUE_SHAPES } from './shapes/valueShapes';
import { VIEW_SHAPES } from './shapes/viewShapes';
import { WINDOW_SHAPES } from './shapes/windowShapes';

const RULES: ShapeRules<OperationKind> = {
  ...PRODUCT_SHAPES,
  ...VALUE_SHAPES,
  ...VIEW_SHAPES,
  ...WINDOW_SHAPES,
};

/**
 * Returns the shape of one sample of a node's output. `tensorShapes` are the shapes that the node
 * reads, in their order. Throws RangeError with kind, shapes and the shape wanted if they do not
 * fit, and if the output would have no values.
 */
export function operatorShape(
  operation: GraphOperation,
  inputShapes: readonly Shape[],
  tensorShapes: readonly Shape[],
): Shape {
  const read = new ReadShapes(operation.kind, inputShapes, tensorShapes);
  const isListed = 'operands' in operation;
  const inputs = isListed ? operation.operands.filter((source) => source === 'input').length : 1;
  if (operation.kind !== 'add') read.checkInputs(inputs);
  const shape = ruleOf(operation)(operation, read);
  if (!shape.every((length) => Number.isInteger(length) && length >= 1))
    read.refuse(t`an output of at least one value, not [${shape.join(', ')}]`);
  return shape;
}

function ruleOf({ kind }: GraphOperation): (operation: GraphOperation, read: ReadShapes) => Shape {
  // The rule of a kind takes operations of this kind.
  return RULES[kind] as (operation: GraphOperation, read: ReadShapes) => Shape;
}
