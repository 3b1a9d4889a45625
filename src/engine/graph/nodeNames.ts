import { isView } from '../../core/network/nodeKinds';
import type { SourceNode } from '../source/sourceModel';
import type { BuiltNode } from './graphBuilder';

/** Name of a canonical node and its layer block. */
interface NodeName {
  readonly name: string;
  readonly block: string;
}

/** Endings that say which operation of TensorFlow or PyTorch a node is. */
const OPERATIONS =
  /^(conv[123]?d?(transpose)?|convolution|depthwise(_conv2d)?|matmul|gemm|biasadd|fusedbatchnorm(v[23])?|batchnorm(alization)?|relu6?|add(v2)?|mul|tensordot)$/i;
/** Names of kernels, which end with the name of their layer. */
const KERNEL = /^(.+?)[./_](weight|kernel|w)(:0|\/read(__\d+)?)?$/i;

/**
 * Names the canonical nodes by the nodes of the file: in lower case, shortened while they are
 * unique. Nodes that rearrange values for another one have its name and their kind.
 */
export function nameNodes(
  nodes: readonly BuiltNode[],
  fileNodes: readonly SourceNode[],
): ReadonlyMap<string, NodeName> {
  const paths = nodes.map((node) => pathOf(node, fileNodes[node.sources[0]!]!));
  const shared = sharedPrefix(paths);
  const taken = new Set<string>();
  const names = new Map<string, NodeName>();
  const claim = (node: BuiltNode, base: string, ending: string) => {
    const candidates = [base, `${base}/${ending}`];
    let count = 2;
    let name = candidates.find((candidate) => !taken.has(candidate));
    while (name === undefined) {
      const next = `${base}/${ending}-${count++}`;
      if (!taken.has(next)) name = next;
    }
    taken.add(name);
    names.set(node.id, { name, block: blockOf(base) });
  };
  const bases = paths.map((path) => path.slice(Math.min(shared, path.length - 1)).join('/') || 'node');
  const isMain = ({ operation, id }: BuiltNode) => !isView({ ...operation, name: id });
  for (const [index, node] of nodes.entries())
    if (isMain(node)) claim(node, bases[index]!, node.operation.kind.toLowerCase());
  // The last of several nodes is the one of the file.
  for (const [index, node] of [...nodes.entries()].toReversed())
    if (!isMain(node)) claim(node, bases[index]!, node.operation.kind.toLowerCase());
  return names;
}

/** Returns the parts of a node's name in the file, without what says its operation. */
function pathOf({ uses }: BuiltNode, { name, operator, origin }: SourceNode): string[] {
  const kernel = uses.find(({ role }) => role === 'kernel')?.constant.stored.name ?? '';
  const isLayer = origin?.isLayer === true;
  const isNumbered =
    !isLayer && (name.toLowerCase().startsWith(`${operator.toLowerCase()}_`) || name === operator);
  const named = isNumbered && !kernel.startsWith('onnx::') ? (KERNEL.exec(kernel)?.[1] ?? name) : name;
  const parts = named
    .replace(/(__\d+)+$/, '')
    .split(/[/:]+/)
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter((part) => part !== '');
  const path = parts.filter((part, at) => !parts[at + 1]?.startsWith(`${part}.`));
  const last = path.at(-1) ?? '';
  const isOperation = OPERATIONS.test(last) || last.replace(/_\d+$/, '') === operator.toLowerCase();
  if (path.length > 1 && isOperation && !isLayer) path.pop();
  return path.length === 0 ? [operator.toLowerCase()] : path;
}

/** Number of parts that all names start with. */
function sharedPrefix(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  const shared = first.findIndex((part, at) => paths.some((path) => path[at] !== part));
  return Math.max(0, shared < 0 ? first.length - 1 : shared);
}

/** Returns the block of a layer: the shortest scope of its name that has a number, or the first. */
function blockOf(name: string): string {
  const scopes = name.split('/');
  const numbered = scopes.findIndex((scope) => /\d/.test(scope));
  if (numbered < 0) return scopes[0]!;
  return [...scopes.slice(0, numbered), numberedPart(scopes[numbered]!)].join('/');
}

/** Returns a scope up to its first number of a block. */
function numberedPart(scope: string): string {
  const parts = scope.split('.');
  const number = parts.findIndex((part) => /^\d+$/.test(part));
  // layer1.0 -> layer1, features.3.conv -> features.3
  if (number > 0) return parts.slice(0, /\d$/.test(parts[number - 1]!) ? number : number + 1).join('.');
  // block2_conv1 -> block2
  return /^([a-z]+\d+)_/.exec(parts[0]!)?.[1] ?? parts[0]!;
}
