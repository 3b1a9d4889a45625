import { t } from '../language/t';
import type { GraphOperation } from './graphOperation';
import type { Operands, UnaryFunction, ValueType } from './operators';

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

/** Kinds that compute floats of floats alone. */
const FLOAT_KINDS = [
  'convolution',
  'convTranspose',
  'linear',
  'softmax',
  'layerNorm',
  'groupNorm',
  'foldedNorm',
  'localResponseNorm',
  'averagePool',
  'globalAveragePool',
  'lstm',
  'rnn',
  'onnxGru',
] as const satisfies readonly GraphOperation['kind'][];
type FloatOperation = Extract<GraphOperation, { readonly kind: (typeof FLOAT_KINDS)[number] }>;

function isFloatOperation(operation: GraphOperation): operation is FloatOperation {
  return (FLOAT_KINDS as readonly string[]).includes(operation.kind);
}

/**
 * Returns the type of a node's values. `inputTypes` are the types of its inputs. A stored tensor
 * has the type of the inputs that it is combined with, and is float32 without any.
 */
export function operatorType(operator: GraphOperation, inputTypes: readonly ValueType[]): ValueType {
  const input = inputTypes[0] ?? 'float32';
  if (isFloatOperation(operator)) return 'float32';
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
    case 'embedding':
    case 'oneHot':
    case 'quantize':
    case 'dequantize':
      return 'float32';
    default:
      throw operator satisfies never;
  }
}

const FLOATS: readonly ValueType[] = ['float32'];
const NUMBERS: readonly ValueType[] = ['float32', 'int32'];
const ALL: readonly ValueType[] = ['float32', 'int32', 'bool'];

/** Returns the types of values that an operation computes with. */
function typesOf(operation: GraphOperation): readonly ValueType[] {
  if (isFloatOperation(operation)) return FLOATS;
  switch (operation.kind) {
    case 'unary': {
      const { name } = operation.function;
      if (name === 'not') return ['bool'];
      return KEEPS_TYPE.has(name) ? NUMBERS : FLOATS;
    }
    case 'binary':
      if (['and', 'or', 'xor'].includes(operation.function)) return ['bool'];
      return operation.function === 'equal' ? ALL : NUMBERS;
    case 'reduce':
    case 'cumulativeSum':
    case 'windowMax':
    case 'matMul':
    case 'argMax':
    case 'argMin':
    case 'resize':
    case 'quantize':
    case 'dequantize':
      return NUMBERS;
    default:
      return ALL;
  }
}

/** Kinds whose operands have one type. */
const ONE_TYPE: ReadonlySet<GraphOperation['kind']> = new Set(['binary', 'concat', 'matMul', 'add']);
/** Kinds whose stored tensors have types of their own. */
const OWN_TENSORS: ReadonlySet<GraphOperation['kind']> = new Set(['quantize', 'dequantize']);

/**
 * Checks the types of values that an operation reads: of its inputs, and of its stored tensors.
 * Throws RangeError with kind, types and those wanted.
 */
export function checkTypes(
  operation: GraphOperation,
  inputs: readonly ValueType[],
  tensors: readonly ValueType[],
): void {
  const { kind } = operation;
  const refuse = (found: readonly ValueType[], wanted: string) => {
    throw new RangeError(t`Cannot run ${kind} on values of type ${found.join(', ')}: expected ${wanted}`);
  };
  if (kind === 'where') {
    const all = inOrder(operation.operands, inputs, tensors);
    if (all[0] !== 'bool' || all[1] !== all[2]) refuse(all, t`bool, then two of one type`);
    return;
  }
  if (kind === 'gather' || kind === 'embedding') {
    const operands = kind === 'gather' ? operation.operands : (['tensor', 'input'] as const);
    const all = inOrder(operands, inputs, tensors);
    if (all[1] === 'bool') refuse(all, t`places of type int32`);
    return;
  }
  const all = OWN_TENSORS.has(kind) ? inputs : [...inputs, ...tensors];
  const allowed = typesOf(operation);
  if (!all.every((type) => allowed.includes(type))) refuse(all, allowed.join(', '));
  const mayDiffer = !ONE_TYPE.has(kind) || (kind === 'binary' && operation.function === 'power');
  if (!mayDiffer && new Set(all).size > 1) refuse(all, t`one type`);
}

/** Puts what belongs to inputs and to stored tensors in the order of a node's operands. */
function inOrder<T>(operands: Operands, inputs: readonly T[], tensors: readonly T[]): T[] {
  const left = { input: [...inputs], tensor: [...tensors] };
  return operands.map((source) => left[source].shift()!);
}
