import type { Refusals } from '../source/refusals';
import type { SourceAttribute, SourceNode, SourceTensor } from '../source/sourceModel';
import type { ATTRIBUTE, MessageOf, NODE, TENSOR } from './fields';

type AttributeMessage = MessageOf<typeof ATTRIBUTE>;

/** Makes a tensor of an attribute. Undefined if it is refused. */
type OpenTensor = (message: MessageOf<typeof TENSOR>, name: string) => SourceTensor | undefined;

/** Field of each kind of attribute, by its number in AttributeProto.AttributeType. */
const FIELDS = {
  1: 'f',
  2: 'i',
  3: 's',
  4: 't',
  5: 'g',
  6: 'floats',
  7: 'ints',
  8: 'strings',
  9: 'tensors',
  10: 'graphs',
  11: 'sparse_tensor',
  12: 'sparse_tensors',
  13: 'tp',
  14: 'type_protos',
} as const;

type AttributeField = (typeof FIELDS)[keyof typeof FIELDS];

/** Operators whose graphs are attributes. */
export const GRAPH_OPERATORS: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan']);

/**
 * Returns a node with its attributes. Adds to `refusals` if it has graphs inside, an operator of
 * another domain, or attributes that are no numbers, texts or tensors.
 */
export function readNode(
  message: MessageOf<typeof NODE>,
  index: number,
  openTensor: OpenTensor,
  refusals: Refusals,
): SourceNode {
  const operator = message.op_type ?? '';
  const name = message.name || `${operator || 'node'}_${index}`;
  if (operator === '') refusals.add('noOperator', name);
  const domain = message.domain ?? '';
  if (!isDefaultDomain(domain)) refusals.add('domain', `${name} (${domain}.${operator})`);
  const hasGraph = message.attribute.some(({ g, graphs }) => g !== undefined || graphs.length > 0);
  if (hasGraph || (isDefaultDomain(domain) && GRAPH_OPERATORS.has(operator))) {
    refusals.add('subgraph', `${name} (${operator})`);
  }
  const attributes = new Map<string, SourceAttribute>();
  for (const [at, attribute] of message.attribute.entries()) {
    const attributeName = attribute.name || `#${at}`;
    if (attributes.has(attributeName)) refusals.add('attributeTwice', `${name}.${attributeName}`);
    const value = readAttribute(attribute, `${name}.${attributeName}`, openTensor, refusals);
    if (value !== undefined) attributes.set(attributeName, value);
  }
  return {
    name,
    operator,
    inputs: withoutEnd(message.input),
    outputs: withoutEnd(message.output),
    attributes,
  };
}

/** Returns true for the domain of ONNX's own operators. */
export function isDefaultDomain(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function readAttribute(
  message: AttributeMessage,
  place: string,
  openTensor: OpenTensor,
  refusals: Refusals,
): SourceAttribute | undefined {
  if (message.ref_attr_name) {
    refusals.add('attributeKind', `${place} (ref_attr_name ${message.ref_attr_name})`);
    return undefined;
  }
  const used = Object.values(FIELDS).filter((field) => isUsed(message, field));
  // The type is missing in old files. Then the one field that is there says it.
  const number = message.type || (used.length === 1 ? numberOf(used[0]!) : 0);
  const field = (FIELDS as Readonly<Record<number, AttributeField>>)[number];
  const others = used.filter((other) => other !== field);
  if (field === undefined || others.length > 0) {
    const kind = field === undefined ? 'attributeKind' : 'attributeValue';
    refusals.add(kind, `${place} (${[...others, `type ${number}`].join(', ')})`);
    return undefined;
  }
  // Writers leave out what is zero or empty.
  switch (field) {
    case 'f':
      return { kind: 'float', value: message.f ?? 0 };
    case 'i':
      return { kind: 'int', value: message.i ?? 0 };
    case 's':
      return { kind: 'text', value: message.s ?? '' };
    case 'floats':
      return { kind: 'floats', value: message.floats };
    case 'ints':
      return { kind: 'ints', value: message.ints };
    case 'strings':
      return { kind: 'texts', value: message.strings };
    case 't': {
      if (message.t === undefined) {
        refusals.add('attributeValue', `${place} (type 4)`);
        return undefined;
      }
      const tensor = openTensor(message.t, place);
      return tensor && { kind: 'tensor', value: tensor };
    }
    case 'g':
    case 'graphs':
      // The node is refused for its graphs.
      return undefined;
    default:
      refusals.add('attributeKind', `${place} (${field})`);
      return undefined;
  }
}

function isUsed(message: AttributeMessage, field: AttributeField): boolean {
  const value = message[field];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function numberOf(field: AttributeField): number {
  return Number(Object.entries(FIELDS).find(([, name]) => name === field)![0]);
}

/** Returns the names without empty ones at the end, which stand for what is left out. */
function withoutEnd(names: readonly string[]): readonly string[] {
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1);
}
