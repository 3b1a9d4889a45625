import { t } from '../../core/language/t';
import type { Refusals } from '../source/refusals';
import type { SourceModel, SourceNode } from '../source/sourceModel';
import type { TensorType } from '../source/tensorTypes';
import { checkArity } from './arity';
import { ConstantInputs } from './evaluate';
import { GraphBuilder } from './graphBuilder';
import { Operation, type OperationContext } from './operation';
import { type FileConstants, MAX_COMPUTED } from './readConstants';
import { computesExactly, isExact, recipeOf } from './recipe';
import { computedValues, type Recipe, type StoredValues, type StoredView } from './storedValues';
import { TRANSLATIONS } from './translations';
import { CannotRun, type Constant, type Operand, type Value, wholeConstant } from './values';

/** A node of the file, or one that stands for several. */
interface FileNode {
  readonly node: SourceNode;
  /** Index of the first of the file's nodes that it stands for. */
  readonly index: number;
}

/** Input to `translate`. */
interface TranslationSource {
  readonly model: SourceModel;
  readonly nodes: readonly FileNode[];
  readonly constants: FileConstants;
  /** The network's input. */
  readonly input: { readonly name: string; readonly value: Value } | null;
  readonly output: string;
  readonly batch: number;
}

/** Canonical nodes of a file, before they are joined and named. */
interface Translated {
  readonly builder: GraphBuilder;
  /** Undefined if the file is refused. */
  readonly output: Operand | undefined;
  /** Names of tensors that were computed when the file was opened. */
  readonly computed: readonly string[];
}

/** Translates the nodes of a file. Adds all nodes that cannot be run to `refusals`. */
export function translate(source: TranslationSource, refusals: Refusals): Translated {
  const { model, nodes, constants, input, output, batch } = source;
  const builder = new GraphBuilder(batch);
  const operands = new Map<string, Operand>();
  for (const [name, stored] of constants.stored) operands.set(name, wholeConstant(stored));
  if (input !== null) operands.set(input.name, input.value);
  const read = new Set([output, ...nodes.flatMap(({ node }) => node.inputs)]);
  const computed: string[] = [];
  const floats = new Map<string, { readonly way: string; readonly values: StoredValues }>();
  const context = {
    opset: model.opset,
    find: (name: string) => operands.get(name)!,
    typeOf: (name: string) => fileTypeOf(model, name),
    isRead: (name: string) => read.has(name),
    readers: (name: string) => nodes.flatMap(({ node }) => (node.inputs.includes(name) ? [node] : [])),
    floatsOf: (words: StoredValues, way: string, make: () => StoredValues) => {
      const known = floats.get(words.name) ?? { way, values: make() };
      floats.set(words.name, known);
      return known.way === way ? known.values : undefined;
    },
    replace: (name: string, value: Value) => operands.set(name, value),
    attributeTensor: (node: SourceNode, name: string) => constants.attributes.get(node)?.get(name),
  };
  for (const { node, index } of nodes) {
    builder.source = index;
    if (node.outputs.every((name) => operands.has(name))) continue;
    const run = TRANSLATIONS.get(node.operator);
    const kind = node.origin?.kind ?? `${node.operator} ${model.opset}`;
    if (run === undefined) refusals.add('operator', `${node.name} (${kind})`);
    // What depends on a node that cannot be run is unknown.
    if (run === undefined || !node.inputs.every((name) => name === '' || operands.has(name))) continue;
    try {
      checkArity(node, model.opset);
      const isConstant = constants.constantNodes.has(node);
      const inputs = isConstant ? new ConstantInputs() : null;
      const own = inputs === null ? builder : new GraphBuilder(1, MAX_COMPUTED);
      const operation = new Operation(node, { ...context, builder: own, promote: inputs?.promote ?? null });
      const results = [run(operation)].flat() as readonly (Operand | null)[];
      const unread = operation.unread();
      if (unread.length > 0) throw operation.refusal(unread[0]!, t`unknown`);
      for (const [at, name] of node.outputs.entries()) {
        const result = results[at];
        if (name === '' || result === null) continue;
        if (result === undefined) {
          if (operation.isRead(at)) throw operation.refusedOutput(at);
          continue;
        }
        const recipe = inputs && recipeFor(operation, at, own, context);
        if (recipe === null) operands.set(name, result);
        else if (result.source === 'stored') operands.set(name, withRecipe(result, recipe));
        else {
          operands.set(name, computeConstant(name, inputs!, own, result, recipe));
          computed.push(name);
        }
      }
    } catch (cause) {
      if (!(cause instanceof CannotRun)) throw cause;
      refusals.add(cause.kind, `${node.name} (${kind}: ${cause.message})`);
    }
  }
  return { builder, output: operands.get(output), computed };
}

/** Returns the recipe of an output of a node whose inputs are all constant. */
function recipeFor(
  operation: Operation,
  output: number,
  { nodes }: GraphBuilder,
  { opset, attributeTensor }: Pick<OperationContext, 'opset' | 'attributeTensor'>,
): Recipe {
  const { node } = operation;
  const inputs = node.inputs.map((_, index): StoredView | null => {
    const operand = operation.has(index) ? operation.operand(index) : null;
    // Of a computed input nothing but the shape is read.
    return operand?.source === 'stored' ? operand : null;
  });
  const tensors = [...node.attributes.keys()].toSorted().flatMap((name): StoredView[] => {
    const tensor = attributeTensor(node, name);
    return tensor === undefined ? [] : [wholeConstant(tensor)];
  });
  const read = [...inputs, ...tensors];
  const areExact =
    nodes.every((built) => computesExactly(built.operation)) &&
    read.every((view) => view === null || isExact(view.stored));
  return recipeOf(node, opset, output, read, areExact);
}

/** Gives values that a node made without computing them on tfjs their recipe, if they need one. */
function withRecipe(constant: Constant, recipe: Recipe): Constant {
  const { stored } = constant;
  const isView = stored.recipe !== undefined || recipe.inputs.some((view) => view?.stored === stored);
  return isView || recipe.isExact ? constant : { ...constant, stored: { ...stored, recipe } };
}

/** Computes a node whose inputs are all constant. */
function computeConstant(
  name: string,
  inputs: ConstantInputs,
  builder: GraphBuilder,
  value: Value,
  recipe: Recipe,
): Constant {
  const isTrained =
    value.type === 'float32' && recipe.inputs.some((view) => view !== null && isVector(view.stored));
  const numbers = inputs.evaluate(builder, value);
  const values = computedValues(name, value.dims, value.type, numbers, isTrained);
  const isKnown = recipe.isExact && value.type !== 'float32';
  return wholeConstant(isKnown ? values : { ...values, recipe });
}

function isVector({ isTrained, shape }: StoredValues): boolean {
  return isTrained && shape.some((length) => length > 1);
}

function fileTypeOf(
  { inputs, nodes, values, initializers }: SourceModel,
  name: string,
): TensorType | undefined {
  const constant = nodes.find(({ operator, outputs }) => operator === 'Constant' && outputs[0] === name);
  const made = constant?.attributes.get('value');
  return (
    initializers.get(name)?.type ??
    values.get(name)?.type ??
    inputs.find((input) => input.name === name)?.type ??
    (made?.kind === 'tensor' ? made.value.type : undefined)
  );
}
