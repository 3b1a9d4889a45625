import type { TensorType } from './tensorTypes';

/** Layout of a float: sign, exponent, fraction. */
interface FloatLayout {
  readonly exponentBits: number;
  readonly fractionBits: number;
  readonly bias: number;
  /**
   * Words that are no numbers: those of IEEE 754 (exponent of ones); all ones (FN); or the word of
   * minus zero (FNUZ).
   */
  readonly special: 'ieee' | 'allOnes' | 'minusZero';
}

/** Layouts of the floats that JavaScript has no arrays for (ONNX's float8 paper, IEEE 754). */
const LAYOUTS = {
  float16: { exponentBits: 5, fractionBits: 10, bias: 15, special: 'ieee' },
  bfloat16: { exponentBits: 8, fractionBits: 7, bias: 127, special: 'ieee' },
  float8e4m3fn: { exponentBits: 4, fractionBits: 3, bias: 7, special: 'allOnes' },
  float8e4m3fnuz: { exponentBits: 4, fractionBits: 3, bias: 8, special: 'minusZero' },
  float8e5m2: { exponentBits: 5, fractionBits: 2, bias: 15, special: 'ieee' },
  float8e5m2fnuz: { exponentBits: 5, fractionBits: 2, bias: 16, special: 'minusZero' },
} satisfies Partial<Record<TensorType, FloatLayout>>;

type SmallFloat = keyof typeof LAYOUTS;

const tables = new Map<SmallFloat, Float32Array>();

/** Returns true for a float type of 8 or 16 bits. */
export function isSmallFloat(type: TensorType): type is SmallFloat {
  return type in LAYOUTS;
}

/** Returns the values of words. Each is exact in 32 bits. */
export function widen(type: SmallFloat, words: Uint8Array | Uint16Array): Float32Array {
  const table = tables.get(type) ?? makeTable(type);
  tables.set(type, table);
  const values = new Float32Array(words.length);
  for (let index = 0; index < words.length; index++) values[index] = table[words[index]!]!;
  return values;
}

function makeTable(type: SmallFloat): Float32Array {
  const layout = LAYOUTS[type];
  const numWords = 2 ** (1 + layout.exponentBits + layout.fractionBits);
  return Float32Array.from({ length: numWords }, (_, word) => decodeWord(word, layout));
}

function decodeWord(word: number, { exponentBits, fractionBits, bias, special }: FloatLayout): number {
  const half = 2 ** (exponentBits + fractionBits);
  const sign = word >= half ? -1 : 1;
  const magnitude = word % half;
  const exponent = Math.floor(magnitude / 2 ** fractionBits);
  const fraction = (magnitude % 2 ** fractionBits) / 2 ** fractionBits;
  if (special === 'ieee' && exponent === 2 ** exponentBits - 1) {
    return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  if (special === 'allOnes' && magnitude === half - 1) return Number.NaN;
  if (special === 'minusZero' && word === half) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
}
