import type { FakeNetwork, FakeNode } from './networks.fake';

/** A tensor in the layout of the file. */
interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type Computation = (node: FakeNode, inputs: readonly Tensor[]) => Tensor;

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);

/** Makes a tensor by a function of the index along each axis. */
function build(shape: readonly number[], valueAt: (index: readonly number[]) => number): Tensor {
  const values = Array.from({ length: sizeOf(shape) }, (_, place) => {
    let rest = place;
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return valueAt(index);
  });
  return { shape, values };
}

/** Value at an index; axes of length 1 are broadcast, and missing ones in front. */
function at({ shape, values }: Tensor, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return values[shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : own[axis]!), 0)]!;
}

const number = (node: FakeNode, name: string, standard: number) =>
  (node.attributes?.[name] as number | undefined) ?? standard;
const list = (node: FakeNode, name: string, standard: readonly number[]) =>
  (node.attributes?.[name] as readonly number[] | undefined) ?? standard;

const each =
  (compute: (x: number) => number): Computation =>
  (_, [x]) => ({ shape: x!.shape, values: x!.values.map(compute) });

const pair =
  (compute: (a: number, b: number) => number): Computation =>
  (_, [a, b]) => {
    const rank = Math.max(a!.shape.length, b!.shape.length);
    const length = ({ shape }: Tensor, axis: number) => shape[axis - rank + shape.length] ?? 1;
    const shape = Array.from({ length: rank }, (__, axis) => Math.max(length(a!, axis), length(b!, axis)));
    return build(shape, (index) => compute(at(a!, index), at(b!, index)));
  };

const conv: Computation = (node, [x, w, b]) => {
  const [filters, channels, height, width] = w!.shape as [number, number, number, number];
  const groups = number(node, 'group', 1);
  const [down, right] = list(node, 'strides', [1, 1]) as [number, number];
  const [top, left, bottom, end] = list(node, 'pads', [0, 0, 0, 0]) as [number, number, number, number];
  const [samples, , rows, columns] = x!.shape as [number, number, number, number];
  const shape = [
    samples,
    filters,
    Math.floor((rows + top + bottom - height) / down) + 1,
    Math.floor((columns + left + end - width) / right) + 1,
  ];
  return build(shape, ([n, filter, row, column]) => {
    let sum = b?.values[filter!] ?? 0;
    const first = Math.floor(filter! / (filters / groups)) * channels;
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const [y, z] = [row! * down - top + i, column! * right - left + j];
          if (y >= 0 && y < rows && z >= 0 && z < columns)
            sum += at(w!, [filter!, c, i, j]) * at(x!, [n!, first + c, y, z]);
        }
    return sum;
  });
};

const batchNorm: Computation = (node, [x, ...vectors]) =>
  build(x!.shape, (index) => {
    const [scale, offset, mean, variance] = vectors.map(({ values }) => values[index[1]!]!) as [
      number,
      number,
      number,
      number,
    ];
    return ((at(x!, index) - mean) / Math.sqrt(variance + number(node, 'epsilon', 1e-5))) * scale + offset;
  });

const mean =
  (axesOf: (node: FakeNode, rank: number) => readonly number[]): Computation =>
  (node, [x]) => {
    const axes = axesOf(node, x!.shape.length);
    const shape = x!.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const sums = new Map<string, number>();
    build(x!.shape, (index) => {
      const key = index.map((place, axis) => (axes.includes(axis) ? 0 : place)).join();
      sums.set(key, (sums.get(key) ?? 0) + at(x!, index));
      return 0;
    });
    return build(shape, (index) => sums.get(index.join())! / (sizeOf(x!.shape) / sizeOf(shape)));
  };

const matMul: Computation = (_, [a, b]) => {
  const rank = Math.max(a!.shape.length, b!.shape.length);
  const lead = (a!.shape.length >= b!.shape.length ? a! : b!).shape.slice(0, rank - 2);
  return build([...lead, a!.shape.at(-2)!, b!.shape.at(-1)!], (index) => {
    let sum = 0;
    for (let k = 0; k < a!.shape.at(-1)!; k++) sum += at(a!, index.with(-1, k)) * at(b!, index.with(-2, k));
    return sum;
  });
};

const gemm: Computation = (node, [a, b, c]) => {
  const isTurned = number(node, 'transB', 0) === 1;
  const inputs = a!.shape[1]!;
  return build([a!.shape[0]!, b!.shape[isTurned ? 0 : 1]!], ([row, column]) => {
    let sum = c?.values[column!] ?? 0;
    for (let k = 0; k < inputs; k++)
      sum += at(a!, [row!, k]) * at(b!, isTurned ? [column!, k] : [k, column!]);
    return sum;
  });
};

const transpose: Computation = (node, [x]) => {
  const order = list(node, 'perm', []);
  return build(
    order.map((axis) => x!.shape[axis]!),
    (index) =>
      at(
        x!,
        order.map((_, axis) => index[order.indexOf(axis)]!),
      ),
  );
};

const concat: Computation = (node, inputs) => {
  const axis = number(node, 'axis', 0);
  const lengths = inputs.map(({ shape }) => shape[axis]!);
  const shape = inputs[0]!.shape.with(
    axis,
    lengths.reduce((sum, length) => sum + length),
  );
  return build(shape, (index) => {
    const starts = lengths.map((_, part) => lengths.slice(0, part).reduce((sum, length) => sum + length, 0));
    const part = starts.findLastIndex((start) => start <= index[axis]!);
    return at(inputs[part]!, index.with(axis, index[axis]! - starts[part]!));
  });
};

const softmax: Computation = (_, [x]) =>
  build(x!.shape, (index) => {
    const row = Array.from({ length: x!.shape.at(-1)! }, (__, place) =>
      Math.exp(at(x!, index.with(-1, place))),
    );
    return row[index.at(-1)!]! / row.reduce((sum, value) => sum + value);
  });

/**
 * LSTM of ONNX with gates i, o, f, c; the outputs are all hidden states [steps, directions, batch,
 * units].
 */
const lstm: Computation = (node, [x, w, r, b]) => {
  const units = number(node, 'hidden_size', 0);
  const [steps, samples, features] = x!.shape as [number, number, number];
  const directions = w!.shape[0]!;
  const states = new Map<string, number>();
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  for (let d = 0; d < directions; d++)
    for (let n = 0; n < samples; n++) {
      let hidden = Array<number>(units).fill(0);
      let cell = Array<number>(units).fill(0);
      for (let step = 0; step < steps; step++) {
        const time = d === 1 ? steps - 1 - step : step;
        const gate = (which: number, unit: number) => {
          const row = which * units + unit;
          let sum = at(b!, [d, row]) + at(b!, [d, 4 * units + row]);
          for (let k = 0; k < features; k++) sum += at(w!, [d, row, k]) * at(x!, [time, n, k]);
          for (let k = 0; k < units; k++) sum += at(r!, [d, row, k]) * hidden[k]!;
          return sum;
        };
        const next = cell.map(
          (value, unit) => sigmoid(gate(2, unit)) * value + sigmoid(gate(0, unit)) * Math.tanh(gate(3, unit)),
        );
        hidden = next.map((value, unit) => sigmoid(gate(1, unit)) * Math.tanh(value));
        cell = next;
        for (const [unit, value] of hidden.entries()) states.set([time, d, n, unit].join(), value);
      }
    }
  return build([steps, directions, samples, units], (index) => states.get(index.join())!);
};

const reshape: Computation = (_, [x, target]) => {
  const copied = target!.values.map((length, axis) => (length === 0 ? x!.shape[axis]! : length));
  const known = sizeOf(copied.filter((length) => length > 0));
  return { ...x!, shape: copied.map((length) => (length < 0 ? x!.values.length / known : length)) };
};

/** Error function to 2e-8 (Abramowitz and Stegun, 7.1.5). */
function erf(x: number): number {
  if (Math.abs(x) > 4) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const COMPUTATIONS: Readonly<Record<string, Computation>> = {
  Conv: conv,
  BatchNormalization: batchNorm,
  Relu: each((x) => Math.max(0, x)),
  Sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  Erf: each(erf),
  Sqrt: each(Math.sqrt),
  Add: pair((a, b) => a + b),
  Sub: pair((a, b) => a - b),
  Mul: pair((a, b) => a * b),
  Div: pair((a, b) => a / b),
  Pow: pair((a, b) => a ** b),
  Clip: (_, [x, min, max]) => ({
    ...x!,
    values: x!.values.map((value) => Math.min(max!.values[0]!, Math.max(min!.values[0]!, value))),
  }),
  /** With one scale and zero point for each entry of axis 0. */
  DequantizeLinear: (_, [x, scale, zero]) =>
    build(x!.shape, (index) => (at(x!, index) - zero!.values[index[0]!]!) * scale!.values[index[0]!]!),
  GlobalAveragePool: mean(() => [2, 3]),
  ReduceMean: mean((node, rank) => list(node, 'axes', []).map((axis) => (axis + rank) % rank)),
  MatMul: matMul,
  Gemm: gemm,
  Transpose: transpose,
  Concat: concat,
  Softmax: softmax,
  LSTM: lstm,
  Reshape: reshape,
  Flatten: (_, [x]) => ({ ...x!, shape: [x!.shape[0]!, x!.values.length / x!.shape[0]!] }),
  Gather: (node, [x, index]) => {
    const axis = number(node, 'axis', 0);
    const place = (index!.values[0]! + x!.shape[axis]!) % x!.shape[axis]!;
    const shape = x!.shape.toSpliced(axis, 1);
    return build(shape, (rest) => at(x!, rest.toSpliced(axis, 0, place)));
  },
};

/** Computes a network for one batch by loops, in the layout and by the operators of the file. */
export function computeByLoops({ nodes, tensors }: FakeNetwork, input: Tensor): readonly number[] {
  const known = new Map<string, Tensor>([...Object.entries(tensors), ['x', input]]);
  for (const node of nodes)
    known.set(
      node.outputs[0]!,
      COMPUTATIONS[node.operator]!(
        node,
        node.inputs.map((name) => known.get(name)!),
      ),
    );
  return known.get('y')!.values;
}
