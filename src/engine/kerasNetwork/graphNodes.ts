import { isObject, type Json } from '../keras/json';

/** A value of an attribute of TensorFlow, by the kinds that operations use. */
export type TfAttribute = number | boolean | string | readonly number[] | readonly string[];

/** A node of a graph of TensorFlow's operations. */
export interface TfNode {
  readonly name: string;
  readonly operation: string;
  /** Names of the outputs that it reads: `node` or `node:1`. */
  readonly inputs: readonly string[];
  readonly attributes: ReadonlyMap<string, TfAttribute>;
  /** Lengths of a placeholder's `shape`, null for open ones. Undefined: none are stated. */
  readonly shape: readonly (number | null)[] | undefined;
}

/** Types by their names in TensorFlow that are whole numbers. */
const WHOLE = /^DT_U?INT/;

/** Returns true for a type of whole numbers, `DT_INT32`. */
export function isWhole(type: TfAttribute | undefined): boolean {
  return typeof type === 'string' && WHOLE.test(type);
}

/** Returns the name of the node that an output belongs to: `split` of `split:1`. */
export function nodeOf(output: string): string {
  return output.replace(/:\d+$/, '');
}

/** Reads the nodes of a graph as JSON has them. Null: it is no list of nodes. */
export function readNodes(graph: unknown): readonly TfNode[] | null {
  const nodes = isObject(graph) ? graph.node : undefined;
  if (!Array.isArray(nodes) || !nodes.every(isNode)) return null;
  return nodes.map(({ name, op, input = [], attr = {} }) => ({
    name,
    operation: op,
    // A caret marks a node that must run before, `:0` the first output.
    inputs: input.filter((text) => !text.startsWith('^')).map((text) => text.replace(/:0$/, '')),
    attributes: new Map(
      Object.entries(attr).flatMap(([key, value]) => {
        const read = attributeOf(value);
        return read === undefined ? [] : [[key, read] as const];
      }),
    ),
    shape: shapeOf(attr.shape),
  }));
}

interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Json;
}

function isNode(value: unknown): value is RawNode {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    typeof value.op === 'string' &&
    (value.input === undefined ||
      (Array.isArray(value.input) && value.input.every((text) => typeof text === 'string'))) &&
    (value.attr === undefined || isObject(value.attr))
  );
}

/** Texts are written as base64, whole numbers of 64 bits as texts. */
function attributeOf(value: unknown): TfAttribute | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.b === 'boolean') return value.b;
  if (typeof value.type === 'string') return value.type;
  if (typeof value.s === 'string') return decoded(value.s);
  if (value.i !== undefined) return Number(value.i);
  if (value.f !== undefined) return Number(value.f);
  if (!isObject(value.list)) return undefined;
  const { i, f, s } = value.list;
  if (Array.isArray(s)) return s.map((text) => decoded(String(text)));
  const numbers = [i, f].find(Array.isArray);
  return numbers === undefined ? [] : (numbers as unknown[]).map(Number);
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return base64;
  }
}

function shapeOf(value: unknown): readonly (number | null)[] | undefined {
  const shape = isObject(value) ? value.shape : undefined;
  if (!isObject(shape) || shape.unknownRank === true) return undefined;
  const dims = Array.isArray(shape.dim) ? shape.dim : [];
  return dims.map((dim) => {
    const size = isObject(dim) ? Number(dim.size ?? 0) : -1;
    return Number.isSafeInteger(size) && size >= 0 ? size : null;
  });
}
