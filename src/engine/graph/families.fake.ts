import { type FakeNetwork, type FakeNode, type FakeTensor, integers, numbers } from './networks.fake';

// Networks of each family that people export, as PyTorch writes them, with random weights. Weights
// are scaled by their number of inputs, so that values neither vanish nor grow from layer to layer.

/** Nodes and tensors of a network while it is written. Each method returns the node's output. */
class Writer {
  readonly nodes: FakeNode[] = [];
  readonly tensors: Record<string, FakeTensor> = {};

  add(operator: string, inputs: readonly string[], attributes: FakeNode['attributes'] = {}): string {
    const output = `v${this.nodes.length}`;
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** A stored tensor of values in [offset - magnitude, offset + magnitude). */
  tensor(shape: readonly number[], magnitude: number, offset = 0): string {
    const name = `t${Object.keys(this.tensors).length}`;
    const count = shape.reduce((size, length) => size * length, 1);
    const values = numbers(count, Object.keys(this.tensors).length + 1);
    this.tensors[name] = { shape, values: values.map((value) => Math.fround(value * magnitude + offset)) };
    return name;
  }

  constant(tensor: FakeTensor): string {
    const name = `t${Object.keys(this.tensors).length}`;
    this.tensors[name] = tensor;
    return name;
  }

  dense(input: string, from: number, to: number): string {
    const kernel = this.tensor([to, from], Math.sqrt(6 / from));
    return this.add('Gemm', [input, kernel, this.tensor([to], 0.1)], { transB: 1 });
  }

  /** Convolution and batch normalisation. */
  conv(
    input: string,
    from: number,
    to: number,
    size: number,
    { stride = 1, group = 1, pads = (size - 1) >> 1 } = {},
  ): string {
    const kernel = this.tensor([to, from / group, size, size], Math.sqrt((6 * group) / (from * size * size)));
    const attributes = { strides: [stride, stride], group, pads: Array<number>(4).fill(pads) };
    return this.norm(this.add('Conv', [input, kernel], attributes), to);
  }

  norm(input: string, channels: number): string {
    const parts = [
      this.tensor([channels], 0.3, 1),
      this.tensor([channels], 0.2),
      this.tensor([channels], 0.1),
      this.tensor([channels], 0.3, 1),
    ];
    return this.add('BatchNormalization', [input, ...parts]);
  }

  relu(input: string): string {
    return this.add('Relu', [input]);
  }

  relu6(input: string): string {
    return this.add('Clip', [input, this.scalar(0), this.scalar(6)]);
  }

  scalar(value: number): string {
    return this.constant({ shape: [], values: [value] });
  }

  reshape(input: string, ...shape: readonly number[]): string {
    return this.add('Reshape', [input, this.constant(integers(...shape))]);
  }

  /**
   * Mean of each channel, then the classes. What all channels have in common is taken off, so that
   * random weights do not give all samples one answer.
   */
  classify(input: string, channels: number, classes: number): string {
    const means = this.add('Flatten', [this.add('GlobalAveragePool', [input])]);
    const common = this.add('ReduceMean', [means], { axes: [1], keepdims: 1 });
    return this.dense(this.add('Sub', [means, common]), channels, classes);
  }

  end(output: string, input: readonly number[], classes: number): FakeNetwork {
    this.nodes.push({ operator: 'Identity', inputs: [output], outputs: ['y'] });
    const { nodes, tensors } = this;
    return { nodes, tensors, input: ['batch', ...input], output: ['batch', classes] };
  }
}

const CLASSES = 10;

function mlp(): FakeNetwork {
  const net = new Writer();
  const hidden = net.relu(net.dense('x', 24, 32));
  return net.end(net.dense(net.relu(net.dense(hidden, 32, 16)), 16, CLASSES), [24], CLASSES);
}

function leNet(): FakeNetwork {
  const net = new Writer();
  const pool = (input: string) => net.add('MaxPool', [input], { kernel_shape: [2, 2], strides: [2, 2] });
  const first = pool(net.relu(net.conv('x', 1, 6, 5, { pads: 2 })));
  const second = pool(net.add('Tanh', [net.conv(first, 6, 8, 3, { pads: 0 })]));
  const hidden = net.relu(net.dense(net.add('Flatten', [second]), 8 * 3 * 3, 20));
  return net.end(net.dense(hidden, 20, CLASSES), [1, 16, 16], CLASSES);
}

function resNet(): FakeNetwork {
  const net = new Writer();
  let value = net.relu(net.conv('x', 3, 8, 3));
  for (const [from, to, stride] of [
    [8, 8, 1],
    [8, 16, 2],
    [16, 16, 1],
  ] as const) {
    const inner = net.conv(net.relu(net.conv(value, from, to, 3, { stride })), to, to, 3);
    const shortcut = from === to ? value : net.conv(value, from, to, 1, { stride });
    value = net.relu(net.add('Add', [inner, shortcut]));
  }
  return net.end(net.classify(value, 16, CLASSES), [3, 12, 12], CLASSES);
}

/** Stages of MobileNetV2: expansion, channels, repeats, stride of the first. */
type Stage = readonly [number, number, number, number];

const MOBILE_STAGES: readonly Stage[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/** MobileNetV2 of width 1 and 1,000 classes for pictures of `size` pixels, or one of few stages. */
export function mobileNetV2(
  size: number,
  { stages = MOBILE_STAGES, stem = 32, last = 1280, classes = 1000 } = {},
): FakeNetwork {
  const net = new Writer();
  let value = net.relu6(net.conv('x', 3, stem, 3, { stride: 2 }));
  let from = stem;
  for (const [expansion, to, repeats, first] of stages) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      const stride = repeat === 0 ? first : 1;
      const wide = from * expansion;
      const expanded = expansion === 1 ? value : net.relu6(net.conv(value, from, wide, 1));
      const deep = net.relu6(net.conv(expanded, wide, wide, 3, { stride, group: wide }));
      const narrow = net.conv(deep, wide, to, 1);
      value = stride === 1 && from === to ? net.add('Add', [value, narrow]) : narrow;
      from = to;
    }
  }
  return net.end(
    net.classify(net.relu6(net.conv(value, from, last, 1)), last, classes),
    [3, size, size],
    classes,
  );
}

function denseNet(): FakeNetwork {
  const net = new Writer();
  let value = net.relu(net.conv('x', 3, 8, 3));
  let channels = 8;
  for (let layer = 0; layer < 3; layer++) {
    const grown = net.relu(net.conv(net.relu(net.norm(value, channels)), channels, 4, 3));
    value = net.add('Concat', [value, grown], { axis: 1 });
    channels += 4;
  }
  const pooled = net.add('AveragePool', [value], { kernel_shape: [2, 2], strides: [2, 2] });
  return net.end(net.classify(pooled, channels, CLASSES), [3, 8, 8], CLASSES);
}

function bidirectionalLstm(): FakeNetwork {
  const net = new Writer();
  const [steps, size, hidden] = [7, 6, 12];
  const outer = net.add('Transpose', ['x'], { perm: [1, 0, 2] });
  const lstm = net.add(
    'LSTM',
    [
      outer,
      net.tensor([2, 4 * hidden, size], 0.8),
      net.tensor([2, 4 * hidden, hidden], 0.4),
      net.tensor([2, 8 * hidden], 0.2),
    ],
    { hidden_size: hidden, direction: 'bidirectional' },
  );
  // [time, direction, batch, hidden]
  const arranged = net.reshape(net.add('Transpose', [lstm], { perm: [2, 0, 1, 3] }), 0, -1);
  return net.end(net.dense(arranged, steps * 2 * hidden, CLASSES), [steps, size], CLASSES);
}

function tinyViT(): FakeNetwork {
  const net = new Writer();
  const [tokens, width, heads, depth] = [16, 24, 3, 2];
  const norm = (input: string) =>
    net.add('LayerNormalization', [input, net.tensor([width], 0.3, 1), net.tensor([width], 0.2)], {
      axis: -1,
    });
  const linear = (input: string, from: number, to: number) =>
    net.add('Add', [
      net.add('MatMul', [input, net.tensor([from, to], Math.sqrt(3 / from))]),
      net.tensor([to], 0.1),
    ]);
  const split = (input: string, perm: readonly number[]) =>
    net.add('Transpose', [net.reshape(input, 0, tokens, heads, width / heads)], { perm });
  const attention = (input: string) => {
    const [query, value] = [0, 1].map(() => split(linear(input, width, width), [0, 2, 1, 3])) as [
      string,
      string,
    ];
    const key = split(linear(input, width, width), [0, 2, 3, 1]);
    const scores = net.add('Div', [net.add('MatMul', [query, key]), net.scalar(Math.sqrt(width / heads))]);
    const mixed = net.add('MatMul', [net.add('Softmax', [scores], { axis: -1 }), value]);
    const joined = net.reshape(net.add('Transpose', [mixed], { perm: [0, 2, 1, 3] }), 0, tokens, width);
    return linear(joined, width, width);
  };
  const gelu = (input: string) => {
    const error = net.add('Erf', [net.add('Div', [input, net.scalar(Math.SQRT2)])]);
    const gate = net.add('Add', [error, net.scalar(1)]);
    return net.add('Mul', [net.add('Mul', [input, gate]), net.scalar(0.5)]);
  };
  const patches = net.add('Conv', ['x', net.tensor([width, 3, 2, 2], 0.7), net.tensor([width], 0.1)], {
    strides: [2, 2],
  });
  let value = net.add('Transpose', [net.reshape(patches, 0, width, tokens)], { perm: [0, 2, 1] });
  value = net.add('Add', [value, net.tensor([1, tokens, width], 0.5)]);
  for (let block = 0; block < depth; block++) {
    value = net.add('Add', [value, attention(norm(value))]);
    const inner = gelu(linear(norm(value), width, 2 * width));
    value = net.add('Add', [value, linear(inner, 2 * width, width)]);
  }
  const mean = net.add('ReduceMean', [norm(value)], { axes: [1], keepdims: 0 });
  return net.end(net.dense(mean, width, CLASSES), [3, 8, 8], CLASSES);
}

/** Small networks of each family. */
export const FAMILIES: Readonly<Record<string, FakeNetwork>> = {
  MLP: mlp(),
  LeNet: leNet(),
  ResNet: resNet(),
  MobileNetV2: mobileNetV2(16, {
    stages: [
      [1, 8, 1, 1],
      [6, 12, 2, 2],
    ],
    stem: 8,
    last: 32,
    classes: CLASSES,
  }),
  DenseNet: denseNet(),
  'LSTM both ways': bidirectionalLstm(),
  'tiny ViT': tinyViT(),
};
