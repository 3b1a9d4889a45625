import type { Refusals } from '../source/refusals';
import type { SourceModel, SourceNode, SourceValue } from '../source/sourceModel';
import { OF_SHAPES } from './operations/constants';
import { valueTypeOf } from './storedValues';
import type { Value } from './values';

/** Operators that take pictures with their channels first. */
const CHANNELS_FIRST: ReadonlySet<string> = new Set([
  'Conv',
  'ConvTranspose',
  'MaxPool',
  'AveragePool',
  'GlobalAveragePool',
  'GlobalMaxPool',
  'BatchNormalization',
  'InstanceNormalization',
  'GroupNormalization',
  'LRN',
  'DepthToSpace',
  'SpaceToDepth',
]);
/** Operators that keep the order of axes, so that the next one decides it. */
const KEEPS_ORDER: ReadonlySet<string> = new Set([
  'Identity',
  'Cast',
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Relu',
  'Clip',
  'Pad',
  'Dropout',
  'Resize',
  'QuantizeLinear',
  'DequantizeLinear',
]);
const RECURRENT: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'RNN']);
/** Most channels of a picture. */
const MAX_CHANNELS = 4;

/** How shapes of the input that the file leaves open are filled. */
export interface InputSettings {
  /** False if no axis of the input counts samples. */
  readonly isBatched: boolean;
  /** Lengths of the input in the file's order, without its batch. */
  readonly sampleShape?: readonly number[];
}

/**
 * Decides the order of axes of the network's input. Undefined after adding it to `refusals`, if the
 * file leaves its shape open.
 */
export function inputValue(
  { nodes, isChannelsLast }: SourceModel,
  input: SourceValue,
  { isBatched, sampleShape }: InputSettings,
  refusals: Refusals,
): { readonly value: Value; readonly batch: number } | undefined {
  const type = valueTypeOf(input.type);
  const reader = firstReader(nodes, input.name);
  const declared = input.shape ?? (sampleShape && [null, ...sampleShape]);
  const batchAxis = declared && isBatched ? batchAxisOf(declared, reader) : null;
  const dims = declared?.map((length, axis) => {
    if (axis === batchAxis) return typeof length === 'number' ? length : 1;
    const place = batchAxis === null || axis < batchAxis ? axis : axis - 1;
    return typeof length === 'number' ? length : sampleShape?.[place];
  });
  const isClosed = dims?.every((length) => length !== undefined);
  const fits =
    sampleShape === undefined || dims?.filter((_, axis) => axis !== batchAxis).join() === sampleShape.join();
  if (type === null || dims === undefined || !isClosed || !fits) {
    const shown = declared?.map((length) => length ?? '?').join(', ') ?? '…';
    refusals.add('openLength', `${input.name} [${shown}]`);
    return undefined;
  }
  const all = dims.map((_, axis) => axis).filter((axis) => axis !== batchAxis);
  const axes = isBatched && !isChannelsLast ? sampleAxes(dims as number[], all, reader) : all;
  return {
    batch: batchAxis === null ? 1 : dims[batchAxis]!,
    value: {
      source: 'node',
      node: '',
      type,
      dims: dims as number[],
      axes,
      batchAxis,
      shape: axes.map((axis) => dims[axis]!),
    },
  };
}

/** Returns the first node that decides the order of a tensor's axes. */
function firstReader(nodes: readonly SourceNode[], name: string): SourceNode | undefined {
  const node = nodes.find(({ operator, inputs }) => inputs.includes(name) && !OF_SHAPES.has(operator));
  return node !== undefined && KEEPS_ORDER.has(node.operator) ? firstReader(nodes, node.outputs[0]!) : node;
}

function batchAxisOf(
  shape: readonly (number | string | null)[],
  reader: SourceNode | undefined,
): number | null {
  if (shape.length === 0) return null;
  const named = shape.findIndex(
    (length) => typeof length === 'string' && /^(n|b|bs|.*batch.*)$/i.test(length),
  );
  if (named >= 0) return named;
  const layout = reader?.attributes.get('layout');
  const isBatchSecond = reader && RECURRENT.has(reader.operator) && layout?.value !== 1 && shape.length === 3;
  return isBatchSecond ? 1 : 0;
}

function sampleAxes(
  dims: readonly number[],
  axes: readonly number[],
  reader: SourceNode | undefined,
): readonly number[] {
  if (dims.length < 3 || axes[0] !== 1) return axes;
  const isFirst = reader !== undefined && CHANNELS_FIRST.has(reader.operator);
  const isPicture =
    dims.length === 4 &&
    dims[1]! <= MAX_CHANNELS &&
    dims[3]! > MAX_CHANNELS &&
    reader?.operator !== 'Transpose';
  return isFirst || isPicture ? [...axes.slice(1), 1] : axes;
}
