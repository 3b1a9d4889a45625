import { product } from '../../../core/network/network';
import { commonBatchAxis, emitAligned, keptAxes } from '../broadcast';
import { checkSampleAxes, layOutConstant } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { CannotRun, type Constant, type Operand, reshapeConstant, type Value } from '../values';
import type { biasOf } from './convolutions';
import { emitBinary, emitUnary } from './elementwise';
import { reshape, squeeze, transpose, unsqueeze } from './views';

/** Readers of other formats say that the last two axes of an operand are turned. */
const matMul: Translation = (operation) => {
  const [left, right] = (['transA', 'transB'] as const).map((name, at) => {
    const operand = operation.operand(at);
    if (operation.choice(name, [0, 1]) === 0) return operand;
    const axes = operand.dims.map((_, axis) => axis);
    if (axes.length < 2) throw operation.refusedInput(at, `[${operand.dims.join(', ')}]`);
    return transpose(operation.builder, operand, [...axes.slice(0, -2), ...axes.slice(-2).toReversed()]);
  }) as [Operand, Operand];
  return emitProduct(operation, left, right);
};

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
  const sums = emitMatrices(operation, rows, columns);
  const rank = sums.dims.length;
  const added = [...(rows === left ? [] : [rank - 2]), ...(columns === right ? [] : [rank - 1])];
  return added.length === 0 ? sums : (squeeze(operation.builder, sums, added) as Value);
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
  const operands = [left, right];
  for (const operand of operands)
    if (operand.source === 'node') checkBatchBefore(operand, operand.dims.length - 2, builder.batch);
  const batchAxis = commonBatchAxis(builder, operands, rank, 2);
  const axes = keptAxes(operands, rank, batchAxis);
  const parts = operands.map((operand) => {
    const shift = rank - operand.dims.length;
    const own = (operand.source === 'node' ? operand.axes : operand.dims.map((_, axis) => axis)).map(
      (axis) => axis + shift,
    );
    return operand.source === 'node'
      ? builder.layOut(operand, own, axes)
      : layOutConstant(operand, own, axes);
  });
  return emitAligned(builder, { parts, axes, batchAxis }, (sources) => ({
    kind: 'matMul',
    operands: sources,
  }));
}

function checkBatchBefore({ batchAxis, dims }: Value, end: number, batch: number): void {
  if (batchAxis !== null && batchAxis >= end && batch > 1)
    throw new CannotRun('mixesSamples', `[${dims.join(', ')}]`);
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
  const sums = emitProduct(operation, first, second);
  const scaled = (value: Value, scale: number) =>
    scale === 1 ? value : emitUnary(operation, value, { name: 'affine', scale, offset: 0 });
  if (addend === undefined || beta === 0) return scaled(sums, alpha);
  // alpha · sums + beta · c, so that the words of c stay those of the file.
  return scaled(emitBinary(operation, [scaled(sums, alpha / beta), addend], 'add'), beta);

  function turned(from: Operation, operand: Operand, name: string): Operand {
    return from.choice(name, [0, 1]) === 1 ? transpose(builder, operand, [1, 0]) : operand;
  }
};

/** Letters of an operand or of the output of `Einsum`, one for each axis. */
type Letters = readonly string[];

/**
 * Products of matrices that `Einsum` can say: letters of both operands are summed or stay, each
 * other letter stays. `abc,cde->abde` is a dense layer that makes several heads.
 */
const einsum: Translation = (operation) => {
  const [first, second] = [operation.operand(0), operation.operand(1)];
  const { left, right, out, equation, hasAxes } = lettersOf(operation, first.dims, second.dims);
  const isOnce = [left, right, out].every((letters) => new Set(letters).size === letters.length);
  const isKnown = out.every((letter) => left.includes(letter) || right.includes(letter));
  const isKept = [...left, ...right].every(
    (letter) => out.includes(letter) || (left.includes(letter) && right.includes(letter)),
  );
  const hasDots = [...left, ...right, ...out].includes('.');
  if (hasDots || !isOnce || !isKnown || !isKept) throw operation.refusal('equation', equation);
  const lengthsOf = (letter: string) =>
    [first.dims[left.indexOf(letter)], second.dims[right.indexOf(letter)]].filter((one) => one !== undefined);
  const isFitting =
    first.dims.length === left.length &&
    second.dims.length === right.length &&
    [...left, ...right].every((letter) => new Set(lengthsOf(letter)).size === 1);
  if (!isFitting)
    throw operation.refusal(
      'equation',
      `${equation}, [${first.dims.join(', ')}], [${second.dims.join(', ')}]`,
    );
  // A stored operand stands behind, where it is the kernel of a dense layer.
  const sums =
    first.source === 'stored'
      ? emitEinsum(operation, [second, right], [first, left], out)
      : emitEinsum(operation, [first, left], [second, right], out);
  // A number for each sample is a vector of one there.
  return hasAxes && out.length === 1 ? unsqueeze(operation.builder, sums, [1]) : sums;
};

/** Letters of the operands and of the output, with letters in place of `...`. */
function lettersOf(operation: Operation, first: readonly number[], second: readonly number[]) {
  const axes = operation.ints('axes');
  const stated = (operation.text('equation') ?? '').replaceAll(' ', '');
  const equation = axes === undefined ? stated : dotEquation(operation, axes, first.length, second.length);
  const parts = /^([a-zA-Z.]+),([a-zA-Z.]+)(?:->([a-zA-Z.]*))?$/.exec(equation);
  if (parts === null) throw operation.refusal('equation', equation);
  const [leftText, rightText, outText] = parts.slice(1) as [string, string, string | undefined];
  const rest = [...ALPHABET].filter((letter) => !equation.includes(letter));
  // Axes that two operands have in `...` are the same, from the last one on.
  const numRest = Math.max(
    ...[leftText, rightText].map((text, at) =>
      text.includes('...') ? [first, second][at]!.length - text.length + 3 : 0,
    ),
  );
  if (numRest < 0 || numRest > rest.length) throw operation.refusal('equation', equation);
  const letters = (text: string, rank = Number.POSITIVE_INFINITY): Letters => {
    const own = Math.min(numRest, Math.max(0, rank - text.length + 3));
    return [...text.replace('...', rest.slice(numRest - own, numRest).join(''))];
  };
  const [left, right] = [letters(leftText, first.length), letters(rightText, second.length)];
  // Without an output all letters stay that occur once, in the order of the alphabet.
  const once = [...left, ...right].filter((letter) => !(left.includes(letter) && right.includes(letter)));
  const out = outText === undefined ? once.toSorted() : letters(outText);
  return { left, right, out, equation, hasAxes: axes !== undefined };
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Returns the equation of a product along an axis of each operand, as readers of other formats have
 * it. The first axis counts samples.
 */
function dotEquation(operation: Operation, axes: readonly number[], first: number, second: number): string {
  const [a, b] = [operation.axis(axes[0]!, first, 'axes'), operation.axis(axes[1]!, second, 'axes')];
  const left = [...ALPHABET.slice(0, first)];
  const right = [left[0]!, ...ALPHABET.slice(first, first + second - 1)].with(b, left[a]!);
  const kept = [...left, ...right.slice(1)].filter((letter) => letter !== left[a]);
  return `${left.join('')},${right.join('')}->${kept.join('')}`;
}

/** Adds a product of two operands whose axes have letters. */
function emitEinsum(
  operation: Operation,
  [a, left]: readonly [Operand, Letters],
  [b, right]: readonly [Operand, Letters],
  out: Letters,
): Operand {
  const { builder } = operation;
  const common = left.filter((letter) => right.includes(letter));
  const shared = common.filter((letter) => out.includes(letter));
  const summed = common.filter((letter) => !out.includes(letter));
  const rows = left.filter((letter) => !common.includes(letter));
  const columns = right.filter((letter) => !common.includes(letter));
  // All rows but the last stand in front, where the other operand is broadcast.
  const front = [...rows.slice(0, -1), ...shared];
  const order = [...front, ...rows.slice(-1), ...columns];
  const lengths = (letters: Letters) =>
    letters.map((letter) => a.dims[left.indexOf(letter)] ?? b.dims[right.indexOf(letter)]!);
  const arranged = (operand: Operand, letters: Letters, wanted: Letters, shape: readonly number[]) =>
    reshape(
      builder,
      transpose(
        builder,
        operand,
        wanted.map((letter) => letters.indexOf(letter)),
      ),
      shape,
    );
  const [numRows, numSummed, numColumns] = [rows.slice(-1), summed, columns].map((letters) =>
    product(lengths(letters)),
  ) as [number, number, number];
  const rowsOf = arranged(
    a,
    left,
    [...front, ...rows.slice(-1), ...summed],
    [...lengths(front), numRows, numSummed],
  );
  const columnsOf = arranged(
    b,
    right,
    [...shared, ...summed, ...columns],
    [...lengths(shared), numSummed, numColumns],
  );
  const sums = reshape(builder, emitProduct(operation, rowsOf, columnsOf), lengths(order));
  return transpose(
    builder,
    sums,
    out.map((letter) => order.indexOf(letter)),
  );
}

export const PRODUCTS: Readonly<Record<string, Translation>> = {
  MatMul: matMul,
  Gemm: gemm,
  Einsum: einsum,
};
