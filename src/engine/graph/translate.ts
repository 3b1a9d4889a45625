import type { Refusals } from '../source/refusals';
import type { SourceModel, SourceNode } from '../source/sourceModel';
import type { TensorType } from '../source/tensorTypes';
import { ConstantInputs } from './evaluate';
import { GraphBuilder } from './graphBuilder';
import { Operation } from './operation';
import { type FileConstants, MAX_COMPUTED } from './readConstants';
import { computedValues, type StoredValues } from './storedValues';
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
  const context = {
    opset: model.opset,
    find: (name: string) => operands.get(name)!,
    typeOf: (name: string) => fileTypeOf(model, name),
    isRead: (name: string) => read.has(name),
    readers: (name: string) => nodes.flatMap(({ node }) => (node.inputs.includes(name) ? [node] : [])),
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
      const isConstant = constants.constantNodes.has(node);
      const inputs = isConstant ? new ConstantInputs() : null;
      const own = inputs === null ? builder : new GraphBuilder(1, MAX_COMPUTED);
      const operation = new Operation(node, { ...context, builder: own, promote: inputs?.promote ?? null });
      const results = [run(operation)].flat() as readonly (Operand | null)[];
      const unread = operation.unread();
      if (unread.length > 0) throw operation.refusal(unread[0]!, 'unknown');
      for (const [at, name] of node.outputs.entries()) {
        const result = results[at];
        if (name === '' || result === null) continue;
        if (result === undefined) {
          if (operation.isRead(at)) throw operation.refusal(`output ${at}`, name);
          continue;
        }
        if (inputs === null || result.source === 'stored') operands.set(name, result);
        else {
          operands.set(name, computeConstant(name, inputs, own, result, operation));
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

/** Computes a node whose inputs are all constant. */
function computeConstant(
  name: string,
  inputs: ConstantInputs,
  builder: GraphBuilder,
  value: Value,
  operation: Operation,
): Constant {
  const isTrained =
    value.type === 'float32' &&
    operation.operands().some((operand) => operand.source === 'stored' && isVector(operand.stored));
  return wholeConstant(
    computedValues(name, value.dims, value.type, inputs.evaluate(builder, value), isTrained),
  );
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
