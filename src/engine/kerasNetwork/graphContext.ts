import type { SourceBuilder } from '../source/sourceBuilder';
import type { SourceTensor } from '../source/sourceModel';
import type { TfAttribute, TfNode } from './graphNodes';
import { LayerRefusal } from './settings';

/** An operation of TensorFlow while it is translated. */
export interface GraphContext {
  readonly builder: SourceBuilder;
  readonly node: TfNode;
  /** Names of the inputs. */
  readonly inputs: readonly string[];
  /** Returns a stored input. Throws LayerRefusal for a computed one. */
  readonly stored: (index: number) => SourceTensor;
  /** Returns the whole numbers of a stored input. Throws LayerRefusal for others. */
  readonly wholes: (index: number) => readonly number[];
}

/** Adds the nodes of an operation. Returns the names of its outputs, or of its only one. */
export type GraphTranslation = (context: GraphContext) => string | readonly string[];

/** Translations by the names of TensorFlow's operations. */
export type GraphTranslations = Readonly<Record<string, GraphTranslation>>;

/** Returns an attribute, or its standard value. */
export function attribute<Value extends TfAttribute>(
  { node }: GraphContext,
  key: string,
  standard: Value,
): Value {
  return (node.attributes.get(key) as Value | undefined) ?? standard;
}

export function refusal(key: string, found: unknown): LayerRefusal {
  return new LayerRefusal(`${key} = ${String(found)}`);
}

/** Refuses an attribute with another value. */
export function only(context: GraphContext, key: string, wanted: TfAttribute): void {
  const found = attribute(context, key, wanted);
  if (found !== wanted) throw refusal(key, found);
}

/** Translates an operation to the operator of ONNX with the same inputs. */
export const same =
  (operator: string): GraphTranslation =>
  ({ builder, inputs }) =>
    builder.add(operator, inputs);
