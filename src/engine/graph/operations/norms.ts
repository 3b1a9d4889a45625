import { type ConstantUse, layOutConstant } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { channelsLast } from '../pictures';
import { type Constant, reshapeConstant, type Value } from '../values';

const batchNorm: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  // Without it, older nodes take mean and variance of the batch.
  if (operation.opset < 7 && (operation.int('is_test') ?? 0) === 0) throw operation.refusal('is_test', '0');
  operation.choice('training_mode', [0]);
  operation.choice('spatial', [1]);
  operation.ignore('momentum');
  if (operation.isRead(1)) throw operation.refusedOutput(1);
  const layout =
    value.dims.length < 2 ? value : channelsLast(builder, value, operation.axisOr(1, value.dims.length));
  const roles = ['gamma', 'beta', 'moving_mean', 'moving_variance'] as const;
  const output = builder.emit(
    { kind: 'foldedNorm', epsilon: operation.float('epsilon') ?? 1e-5 },
    [builder.layOut(value, value.axes, layout.axes)],
    // The file has scale, offset, mean and variance in the node's order.
    roles.map((role, index): ConstantUse => ({ role, constant: operation.constant(index + 1) })),
  );
  return builder.value(output, layout.axes, layout.batchAxis);
};

const instanceNorm: Translation = (operation) => {
  const value = operation.value(0);
  return emitGroups(operation, value, 1, value.dims[1] ?? 0, operation.constant(1), operation.constant(2));
};

const groupNorm: Translation = (operation) => {
  const value = operation.value(0);
  const axis = operation.axisOr(1, value.dims.length);
  const channels = value.dims[axis]!;
  const stated = operation.int('num_groups') ?? 0;
  // Keras has -1 for a group for each channel.
  const groups = stated === -1 ? channels : stated;
  operation.ignore('stash_type');
  const [scale, offset] = [operation.constant(1), operation.constant(2)];
  // Until opset 20 scale and offset belong to groups.
  if (scale.dims[0] !== channels)
    throw operation.refusal('scale', `[${scale.dims.join(', ')}] ≠ [${channels}]`);
  return emitGroups(operation, value, axis, groups, scale, offset);
};

function emitGroups(
  operation: Operation,
  value: Value,
  channels: number,
  groups: number,
  scale: Constant,
  offset: Constant,
): Value {
  const { builder } = operation;
  const { axes, batchAxis } = channelsLast(builder, value, channels);
  const epsilon = operation.float('epsilon') ?? 1e-5;
  const output = builder.emit(
    { kind: 'groupNorm', groups, numAxes: value.dims.length - 2, epsilon },
    [builder.layOut(value, value.axes, axes)],
    [
      { role: 'gamma', constant: scale },
      { role: 'beta', constant: offset },
    ],
  );
  return builder.value(output, axes, batchAxis);
}

const layerNorm: Translation = (operation) => {
  const value = operation.value(0);
  operation.ignore('stash_type');
  for (const output of [1, 2]) if (operation.isRead(output)) throw operation.refusedOutput(output);
  const axis = operation.axis(operation.int('axis') ?? -1, value.dims.length);
  const offset = operation.has(2) ? operation.constant(2) : undefined;
  return emitLayerNorm(
    operation,
    value,
    axis,
    operation.float('epsilon') ?? 1e-5,
    operation.constant(1),
    offset,
  );
};

/** Adds a layer normalisation over the axes from `axis` on. */
function emitLayerNorm(
  operation: Operation,
  value: Value,
  axis: number,
  epsilon: number,
  scale: Constant,
  offset: Constant | undefined,
): Value {
  const { builder } = operation;
  const { batchAxis } = value;
  if (batchAxis !== null && batchAxis >= axis) throw operation.refusal('axis', `${axis}`);
  const normed = value.dims.map((_, at) => at).filter((at) => at >= axis);
  const axes = [...value.axes.filter((at) => at < axis), ...normed];
  const vector = (constant: Constant) => {
    const shift = value.dims.length - constant.dims.length;
    const own = constant.dims.map((_, at) => at + shift);
    const dims = normed.map((at) => value.dims[at]!);
    const aligned = layOutConstant(constant, own, normed);
    if (aligned.dims.join() !== dims.join())
      throw operation.refusal('scale', `[${constant.dims.join(', ')}]`);
    return reshapeConstant(aligned, dims);
  };
  const uses: ConstantUse[] = [{ role: 'gamma', constant: vector(scale) }];
  if (offset !== undefined) uses.push({ role: 'beta', constant: vector(offset) });
  const output = builder.emit(
    { kind: 'layerNorm', numAxes: normed.length, epsilon },
    [builder.layOut(value, value.axes, axes)],
    uses,
  );
  return builder.value(output, axes, batchAxis);
}

const localResponseNorm: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const size = operation.int('size') ?? 0;
  if (!(Number.isSafeInteger(size) && size >= 1)) throw operation.refusal('size', `${size}`);
  const { axes, batchAxis } = channelsLast(builder, value);
  const output = builder.emit(
    {
      kind: 'localResponseNorm',
      size,
      alpha: operation.float('alpha') ?? 1e-4,
      beta: operation.float('beta') ?? 0.75,
      bias: operation.float('bias') ?? 1,
    },
    [builder.layOut(value, value.axes, axes)],
  );
  return builder.value(output, axes, batchAxis);
};

export const NORMS: Readonly<Record<string, Translation>> = {
  BatchNormalization: batchNorm,
  InstanceNormalization: instanceNorm,
  GroupNormalization: groupNorm,
  LayerNormalization: layerNorm,
  LRN: localResponseNorm,
};
