/** Values added around a picture: [top, bottom, left, right]. */
export type Pads = readonly [number, number, number, number];

/** Functions of one value without parameters. */
export const PLAIN_FUNCTIONS = [
  'relu',
  'sigmoid',
  'tanh',
  'erf',
  'exp',
  'log',
  'sqrt',
  'abs',
  'negative',
  'reciprocal',
  'sign',
  'floor',
  'ceil',
  /** To the nearest whole number, halves to the even one. */
  'round',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'asinh',
  'acosh',
  'atanh',
  'softplus',
  'softsign',
  /** x · sigmoid(x), also called swish. */
  'silu',
  'mish',
  /** x · min(max(x / 6 + 1/2, 0), 1). */
  'hardSwish',
  /** x/2 · (1 + erf(x / sqrt(2))). */
  'gelu',
  /** GELU with the tangent in place of erf. */
  'geluTanh',
  /** Of a truth value. */
  'not',
  'isNaN',
] as const;

/** Function that a node computes for each value by itself. */
export type UnaryFunction =
  | { readonly name: (typeof PLAIN_FUNCTIONS)[number] }
  /** `alpha` is the slope below 0. */
  | { readonly name: 'leakyRelu'; readonly alpha: number }
  /** alpha · (exp(x) - 1) below 0. */
  | { readonly name: 'elu'; readonly alpha: number }
  /** As elu, with exp(x / alpha). */
  | { readonly name: 'celu'; readonly alpha: number }
  | { readonly name: 'selu'; readonly alpha: number; readonly gamma: number }
  /** x above alpha, else 0. */
  | { readonly name: 'thresholdedRelu'; readonly alpha: number }
  /** min(max(alpha · x + beta, 0), 1). */
  | { readonly name: 'hardSigmoid'; readonly alpha: number; readonly beta: number }
  /** Limits may be infinite. */
  | { readonly name: 'clip'; readonly min: number; readonly max: number }
  /** x raised to a constant exponent. */
  | { readonly name: 'power'; readonly exponent: number }
  /** scale · x + offset, with constants. */
  | { readonly name: 'affine'; readonly scale: number; readonly offset: number };

/** Function of two values. Comparisons and logical functions give truth values. */
export type BinaryFunction =
  | 'add'
  | 'subtract'
  | 'multiply'
  /** Integers are divided towards 0. */
  | 'divide'
  | 'power'
  | 'maximum'
  | 'minimum'
  /** Slope below 0 by the second operand. */
  | 'prelu'
  /** Remainder with the sign of the divisor. */
  | 'modulo'
  /** Remainder with the sign of the dividend. */
  | 'remainder'
  | 'equal'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'and'
  | 'or'
  | 'xor';

export type Reduction =
  | 'mean'
  | 'sum'
  | 'max'
  | 'min'
  | 'product'
  /** Sum of magnitudes. */
  | 'l1'
  /** Square root of the sum of squares. */
  | 'l2'
  | 'logSum'
  | 'logSumExp'
  | 'sumOfSquares';

/**
 * Sources of a node's operands, in their order: the next of its inputs, or the next of its stored
 * tensors.
 */
export type Operands = readonly ('input' | 'tensor')[];

/** Recurrent cells run over the first axis of a sample, [steps, features]. */
export type Direction = 'forward' | 'reverse' | 'bidirectional';

/** Settings that all recurrent cells share. */
interface Recurrent {
  readonly units: number;
  readonly direction: Direction;
  /**
   * Output of the node: the hidden state of every step [steps, directions · units], or of the
   * last step of each direction [directions · units]. The reverse direction's last step is step 0.
   */
  readonly output: 'sequence' | 'last';
  /** Limits the arguments of the cell's functions to ±clip. Undefined: no limit. */
  readonly clip?: number;
}

/**
 * Operations of networks that a reader opens. The catalogue's networks have the kinds of
 * `NetworkNode` alone.
 *
 * Axes count the dimensions of one sample: axis 0 is the first after the batch. Pictures are
 * [height, width, channels], sequences [steps, features]. A picture's operation keeps further axes
 * before these, such as the frames of a film.
 */
export type Operator =
  /**
   * Convolution over pictures. Kernel [height, width, channels / groups, filters], the order of
   * tfjs; a bias [filters] may follow. Sequences are pictures of height 1.
   */
  | {
      readonly kind: 'convolution';
      readonly filters: number;
      readonly kernelSize: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly dilations: readonly [number, number];
      readonly pads: Pads;
      readonly groups: number;
      /** Fused function. */
      readonly activation?: UnaryFunction;
    }
  /**
   * Convolution backwards, also called deconvolution. Kernel [height, width, filters / groups,
   * channels], the order of tfjs; a bias may follow.
   */
  | {
      readonly kind: 'convTranspose';
      readonly filters: number;
      readonly kernelSize: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly dilations: readonly [number, number];
      /** Taken off the output. */
      readonly pads: Pads;
      /** Rows and columns that the output has beyond these, 0 where no product reaches. */
      readonly outputPads: readonly [number, number];
      readonly groups: number;
      readonly activation?: UnaryFunction;
    }
  /** Product with a stored kernel [inputs, units] over the last axis; a bias [units] may follow. */
  | { readonly kind: 'linear'; readonly units: number; readonly activation?: UnaryFunction }
  /** Product of matrices, the last two axes of its operands; further axes are broadcast. */
  | { readonly kind: 'matMul'; readonly operands: Operands }
  /** Rows of a stored table [rows, units], by whole numbers at its input. */
  | { readonly kind: 'embedding'; readonly units: number }
  | { readonly kind: 'unary'; readonly function: UnaryFunction }
  /** Operands of one rank are broadcast. */
  | {
      readonly kind: 'binary';
      readonly function: BinaryFunction;
      readonly operands: Operands;
      readonly activation?: UnaryFunction;
    }
  /** Operands: condition, value where it is true, value where it is false. */
  | { readonly kind: 'where'; readonly operands: Operands }
  | {
      readonly kind: 'reduce';
      readonly reduction: Reduction;
      readonly axes: readonly number[];
      readonly keepsAxes: boolean;
    }
  | { readonly kind: 'softmax'; readonly axis: number; readonly isLog: boolean }
  /** Index of the largest (smallest) value, the first of equal ones. */
  | { readonly kind: 'argMax' | 'argMin'; readonly axis: number; readonly keepsAxis: boolean }
  /**
   * Mean 0 and variance 1 over the last `numAxes` axes, then the stored scale, and offset if there
   * is one, over these axes.
   */
  | { readonly kind: 'layerNorm'; readonly numAxes: number; readonly epsilon: number }
  /**
   * Batch normalisation by stored scale, offset, mean and variance of each channel, computed as one
   * scale and one offset. The catalogue's `batchNorm` subtracts the mean first, which rounds
   * otherwise.
   */
  | { readonly kind: 'foldedNorm'; readonly epsilon: number; readonly activation?: UnaryFunction }
  /**
   * Mean 0 and variance 1 over each group of channels of a sample, then a stored scale and offset
   * for each channel. With one channel a group: instance normalisation. Over the last axis;
   * `numAxes` axes before it are a picture's or a sequence's.
   */
  | {
      readonly kind: 'groupNorm';
      readonly groups: number;
      readonly numAxes: number;
      readonly epsilon: number;
    }
  /** x / (bias + alpha / size · sum of squares over `size` channels around it)^beta. */
  | {
      readonly kind: 'localResponseNorm';
      readonly size: number;
      readonly alpha: number;
      readonly beta: number;
      readonly bias: number;
    }
  /** Mean of each window of a picture. */
  | {
      readonly kind: 'averagePool';
      readonly size: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly dilations: readonly [number, number];
      readonly pads: Pads;
      /** True if zeros around the picture count. */
      readonly countsPads: boolean;
    }
  /** Largest value of each window of a picture with values around it that are never the largest. */
  | {
      readonly kind: 'windowMax';
      readonly size: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly dilations: readonly [number, number];
      readonly pads: Pads;
    }
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  | { readonly kind: 'transpose'; readonly permutation: readonly number[] }
  /** One entry for each axis. Steps may be negative; `end` is then exclusive below `begin`. */
  | {
      readonly kind: 'slice';
      readonly begin: readonly number[];
      readonly end: readonly number[];
      readonly steps: readonly number[];
    }
  | { readonly kind: 'concat'; readonly axis: number; readonly operands: Operands }
  | {
      readonly kind: 'pad';
      /** [before, after] for each axis; negative ones cut values off. */
      readonly pads: readonly (readonly [number, number])[];
      readonly mode: 'constant' | 'reflect' | 'edge' | 'wrap';
      /** Of mode `constant`. */
      readonly value: number;
    }
  /** Values along an axis at whole numbers; negative ones count from the end. */
  | { readonly kind: 'gather'; readonly axis: number; readonly operands: Operands }
  /** Repeats axes of length 1. */
  | { readonly kind: 'expand'; readonly shape: readonly number[] }
  /** Repeats the whole along each axis. */
  | { readonly kind: 'tile'; readonly repeats: readonly number[] }
  /** A picture of another size. */
  | {
      readonly kind: 'resize';
      readonly size: readonly [number, number];
      /** Output length / input length, as the file states them, [height, width]. */
      readonly scales: readonly [number, number];
      readonly interpolation: 'nearest' | 'bilinear';
      /** Place in the input of a place in the output, by ONNX's names. */
      readonly coordinates:
        | 'half_pixel'
        | 'half_pixel_symmetric'
        | 'pytorch_half_pixel'
        | 'align_corners'
        | 'asymmetric';
      /** Rounding of `nearest`, by ONNX's names. */
      readonly rounding: 'round_prefer_floor' | 'round_prefer_ceil' | 'floor' | 'ceil';
    }
  /** Blocks of channels to pixels: [h, w, c] to [h · size, w · size, c / size²]. */
  | { readonly kind: 'depthToSpace'; readonly size: number; readonly order: 'blocksFirst' | 'channelsFirst' }
  | { readonly kind: 'spaceToDepth'; readonly size: number }
  | { readonly kind: 'cast'; readonly to: ValueType }
  /** Running sum along an axis. */
  | {
      readonly kind: 'cumulativeSum';
      readonly axis: number;
      readonly isExclusive: boolean;
      readonly isReverse: boolean;
    }
  /** Keeps the upper or lower triangle of the last two axes, from diagonal `offset` on. */
  | { readonly kind: 'triangle'; readonly isUpper: boolean; readonly offset: number }
  /** 1 (`on`) at an index along a new axis, else 0 (`off`). */
  | {
      readonly kind: 'oneHot';
      readonly axis: number;
      readonly depth: number;
      readonly on: number;
      readonly off: number;
    }
  /**
   * Rounds to integer words, x / scale + zero point, halves to even, limited to [min, max].
   * Tensors: scale, zero point, each of one value or one for each entry of `axis`. The words are
   * values of float32.
   */
  | {
      readonly kind: 'quantize';
      readonly axis: number;
      readonly min: number;
      readonly max: number;
    }
  /** (word - zero point) · scale, tensors as in `quantize`. */
  | { readonly kind: 'dequantize'; readonly axis: number }
  /**
   * Tensors: kernel [directions, features, 4 · units], recurrentKernel [directions, units, 4 ·
   * units], bias and recurrentBias [directions, 4 · units].
   * `initialHidden` and `initialCell` [directions, units] and `peepholes` [directions, 3 · units]
   * may follow in this order, of i, o, f. An initial cell needs an initial hidden state.
   */
  | ({
      readonly kind: 'lstm';
      /** Functions of the gates, of the cell's input and of its output. */
      readonly functions: readonly [UnaryFunction, UnaryFunction, UnaryFunction];
      /** Order of the gates in the tensors. Undefined: ONNX's i, o, f, c. */
      readonly gates?: 'ifco';
    } & Recurrent)
  /** As `lstm` with one gate. */
  | ({ readonly kind: 'rnn'; readonly function: UnaryFunction } & Recurrent)
  /** As `lstm` with three gates in ONNX's order z, r, h. */
  | ({
      readonly kind: 'onnxGru';
      /** Functions of the gates and of the candidate. */
      readonly functions: readonly [UnaryFunction, UnaryFunction];
      /** True if the reset gate scales the product with the recurrent kernel, not the state. */
      readonly resetsAfter: boolean;
    } & Recurrent);

/** Type of a node's values. Only float32 values are stored as words. */
export type ValueType = 'float32' | 'int32' | 'bool';
