import { decodeFloat, FLOAT_LAYOUTS, type FloatLayout, floatBits } from '../../core/words/floatWords';
import type { TensorType } from './tensorTypes';

/** Layouts of FNUZ floats (ONNX's float8 paper): all words are numbers but that of minus zero. */
const FNUZ_LAYOUTS = {
  float8e4m3fnuz: { exponentBits: 4, mantissaBits: 3, bias: 8, top: 'numbers' },
  float8e5m2fnuz: { exponentBits: 5, mantissaBits: 2, bias: 16, top: 'numbers' },
} satisfies Partial<Record<TensorType, FloatLayout>>;

/** Layouts of the floats that JavaScript has no arrays for. */
const LAYOUTS = {
  float16: FLOAT_LAYOUTS.fp16,
  bfloat16: FLOAT_LAYOUTS.bf16,
  float8e4m3fn: FLOAT_LAYOUTS.fp8e4m3,
  float8e5m2: FLOAT_LAYOUTS.fp8e5m2,
  ...FNUZ_LAYOUTS,
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
  const numWords = 2 ** floatBits(layout);
  const table = Float32Array.from({ length: numWords }, (_, word) => decodeFloat(word, layout));
  if (type in FNUZ_LAYOUTS) table[numWords / 2] = Number.NaN;
  return table;
}
