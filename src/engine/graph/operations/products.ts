import { emitAligned } from '../broadcast';
import { checkSampleAxes, layOutConstant } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { CannotRun, type Constant, type Operand, reshapeConstant, type Value } from '../values';
import type { biasOf } from './convolutions';
import { emitBinary, emitUnary } from './elementwise';
import { squeeze, transpose, unsqueeze } from './views';

const matMul: Translation = (operation) => emitProduct(operation, operation.operand(0), operation.operand(1));

/** Adds a product of matrices as numpy's `matmul`. */
export function emitProduct(operation: Operation, left: Operand, right: Operand): Value {
  if (left.source === 'stored' && right.source === 'stored')
    return emitProduct(operation, operation.promote(left, 0), right);
  if (left.dims.length === 0 || right.dims.length === 0)
    throw operation.refusal('shape', `[${left.dims.join(', ')}] · [${right.dims.join(', ')}]`);
  if (left.source === 'node' && right.source === 'stored' && right.dims.length === 2)
    return emitLinear(operation, left, right);
  const rows = left.dims.length === 1 ? unsqueeze(operation.builder, left, [0]) : left;
  const columns = right.dims.length === 1 ? unsqueeze(operation.builder, right, [1]) : right;
  const product = emitMatrices(operation, rows, columns);
  const rank = product.dims.length;
  const added = [...(rows === left ? [] : [rank - 2]), ...(columns === right ? [] : [rank - 1])];
  return added.length === 0 ? product : (squeeze(operation.builder, product, added) as Value);
}

/** Adds a product with a stored matrix [inputs, units] and perhaps a bias. */
function emitLinear(
  operation: Operation,
  value: Value,
  kernel: Constant,
  bias: ReturnType<typeof biasOf> = [],
): Value {
  const { builder } = operation;
  const last = value.dims.length - 1;
  checkSampleAxes(builder, value, [last]);
  const axes = [...value.axes.filter((axis) => axis !== last), last];
  const output = builder.emit(
    { kind: 'linear', units: kernel.dims[1]! },
    [builder.layOut(value, value.axes, axes)],
    [{ role: 'kernel', constant: kernel }, ...bias],
  );
  return builder.value(output, axes, value.batchAxis);
}

/** Adds a product of two operands of two or more axes. */
function emitMatrices(operation: Operation, left: Operand, right: Operand): Value {
  const { builder } = operation;
  const rank = Math.max(left.dims.length, right.dims.length);
  // The matrices keep their own last two axes; those before are broadcast.
  const leading = [left, right].map((operand): Operand => {
    if (operand.source === 'node') checkBatchBefore(operand, operand.dims.length - 2, builder.batch);
    return operand;
  });
  const batch = new Set(
    leading.flatMap((operand) =>
      operand.source === 'node' && operand.batchAxis !== null && operand.batchAxis < operand.dims.length - 2
        ? [operand.batchAxis + rank - operand.dims.length]
        : [],
    ),
  );
  const [batchAxis = null] = batch;
  const isMixed =
    batch.size > 1 ||
    leading.some((operand) => {
      if (batchAxis === null) return false;
      const own = batchAxis - (rank - operand.dims.length);
      const isOwn = operand.source === 'node' && operand.batchAxis === own;
      return own >= 0 && !isOwn && operand.dims[own] !== 1;
    });
  if (isMixed && builder.batch > 1) throw new CannotRun('mixesSamples', shapesOf(left, right));
  const common = isMixed ? null : batchAxis;
  const isMerged = leading.some(
    (operand) =>
      operand.source === 'node' &&
      common !== null &&
      operand.axes.includes(common - (rank - operand.dims.length)) &&
      operand.batchAxis === common - (rank - operand.dims.length),
  );
  const axes = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== common || isMerged);
  const parts = leading.map((operand) => {
    const shift = rank - operand.dims.length;
    const own = (operand.source === 'node' ? operand.axes : operand.dims.map((_, axis) => axis)).map(
      (axis) => axis + shift,
    );
    return operand.source === 'node'
      ? builder.layOut(operand, own, axes)
      : layOutConstant(operand, own, axes);
  });
  return emitAligned(builder, { parts, axes, batchAxis: common }, (operands) => ({
    kind: 'matMul',
    operands,
  }));
}

function checkBatchBefore({ batchAxis, dims }: Value, end: number, batch: number): void {
  if (batchAxis !== null && batchAxis >= end && batch > 1)
    throw new CannotRun('mixesSamples', `[${dims.join(', ')}]`);
}

function shapesOf(...operands: readonly Operand[]): string {
  return operands.map(({ dims }) => `[${dims.join(', ')}]`).join(', ');
}

const gemm: Translation = (operation) => {
  const { builder } = operation;
  if (operation.opset < 7) operation.ignore('broadcast');
  const alpha = operation.float('alpha') ?? 1;
  const beta = operation.float('beta') ?? 1;
  const first = turned(operation, operation.operand(0), 'transA');
  const second = turned(operation, operation.operand(1), 'transB');
  for (const [index, { dims }] of [first, second].entries())
    if (dims.length !== 2) throw operation.refusedInput(index, `[${dims.join(', ')}]`);
  const addend = operation.has(2) ? operation.operand(2) : undefined;
  const isBias =
    alpha === 1 &&
    beta === 1 &&
    first.source === 'node' &&
    second.source === 'stored' &&
    addend?.source === 'stored' &&
    addend.dims.at(-1) === second.dims[1] &&
    addend.dims.slice(0, -1).every((length) => length === 1);
  if (isBias) {
    const bias = reshapeConstant(addend, [second.dims[1]!]);
    return emitLinear(operation, first, second, [{ role: 'bias', constant: bias }]);
  }
  const product = emitProduct(operation, first, second);
  const scaled = (value: Value, scale: number) =>
    scale === 1 ? value : emitUnary(operation, value, { name: 'affine', scale, offset: 0 });
  if (addend === undefined || beta === 0) return scaled(product, alpha);
  // alpha · product + beta · c, so that the words of c stay those of the file.
  return scaled(emitBinary(operation, [scaled(product, alpha / beta), addend], 'add'), beta);

  function turned(from: Operation, operand: Operand, name: string): Operand {
    return from.choice(name, [0, 1]) === 1 ? transpose(builder, operand, [1, 0]) : operand;
  }
};

/**
 * Products of two matrices that `Einsum` can say: one summed letter, others in front or one each.
 */
const einsum: Translation = (operation) => {
  const { builder } = operation;
  const equation = (operation.text('equation') ?? '').replaceAll(' ', '');
  const parts = /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]*)$/.exec(equation);
  if (parts === null) throw operation.refusal('equation', equation);
  const [left, right, out] = parts.slice(1).map((text) => [...text]) as [string[], string[], string[]];
  const isOnce = [left, right, out].every((letters) => new Set(letters).size === letters.length);
  const summed = left.filter((letter) => right.includes(letter) && !out.includes(letter));
  const shared = left.filter((letter) => right.includes(letter) && out.includes(letter));
  const rows = left.filter((letter) => !right.includes(letter));
  const columns = right.filter((letter) => !left.includes(letter));
  const isProduct =
    isOnce &&
    summed.length === 1 &&
    rows.length <= 1 &&
    columns.length <= 1 &&
    out.length === shared.length + rows.length + columns.length &&
    [...rows, ...columns].every((letter) => out.includes(letter));
  if (!isProduct) throw operation.refusal('equation', equation);
  const orderOf = (letters: readonly string[], wanted: readonly string[]) =>
    wanted.map((letter) => letters.indexOf(letter));
  let a = transpose(builder, operation.operand(0), orderOf(left, [...shared, ...rows, ...summed]));
  let b = transpose(builder, operation.operand(1), orderOf(right, [...shared, ...summed, ...columns]));
  if (rows.length === 0) a = unsqueeze(builder, a, [shared.length]);
  if (columns.length === 0) b = unsqueeze(builder, b, [shared.length + 1]);
  let product: Operand = emitProduct(operation, a, b);
  if (columns.length === 0) product = squeeze(builder, product, [shared.length + 1]);
  if (rows.length === 0) product = squeeze(builder, product, [shared.length]);
  return transpose(builder, product, orderOf([...shared, ...rows, ...columns], out));
};

export const PRODUCTS: Readonly<Record<string, Translation>> = {
  MatMul: matMul,
  Gemm: gemm,
  Einsum: einsum,
};
