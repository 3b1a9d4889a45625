import type { AssetFile } from '../../core/files/assetFiles';
import type { SourceAttribute, SourceNode, SourceTensor } from '../source/sourceModel';
import type { TensorType } from '../source/tensorTypes';
import type { TensorValues } from '../source/tensorValues';
import { type Quantization, storedTensor, type TfliteTensor } from './tensors';

/** Attributes of a node. A number is whole; `floatOf` makes a float. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | SourceAttribute>>;

interface WrittenNode {
  readonly operator: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: ReadonlyMap<string, SourceAttribute>;
  readonly origin: Origin;
}

/** An operator of the file that nodes are written for. */
interface Origin {
  readonly name: string;
  readonly kind: string;
}

/** Types of the words that a node can round its output to. */
const ROUNDED: ReadonlySet<TensorType> = new Set(['int8', 'uint8', 'int16', 'uint16']);

/** Returns a float attribute. */
export function floatOf(value: number): SourceAttribute {
  return { kind: 'float', value };
}

/**
 * Writes the operators of a file as nodes of ONNX. All tensors are real numbers: stored words
 * become them by DequantizeLinear, and what an operator stores as words is rounded by
 * QuantizeLinear and DequantizeLinear.
 */
export class GraphWriter {
  readonly initializers = new Map<string, SourceTensor>();
  private readonly written: WrittenNode[] = [];
  /** Names of the file's tensors as real numbers, by index. */
  private readonly reals = new Map<number, string>();
  /** Names of scale and zero point of the file's tensors. */
  private readonly parameters = new Map<TfliteTensor, readonly [string, string]>();
  /** Names of tensors, with how often a new one was asked for. */
  private readonly taken: Map<string, number>;
  private origin: Origin = { name: '', kind: '' };

  constructor(
    private readonly asset: AssetFile,
    readonly tensors: readonly TfliteTensor[],
  ) {
    this.taken = new Map(tensors.map(({ name }) => [name, 1]));
  }

  get nodes(): readonly SourceNode[] {
    return this.written.map(({ origin, ...node }) => ({
      ...node,
      name: origin.name,
      origin: { kind: origin.kind, isLayer: false },
    }));
  }

  /** Starts an operator. Returns the number of nodes before it. */
  begin(name: string, kind: string): number {
    this.origin = { name, kind };
    return this.written.length;
  }

  /** Drops the nodes from a number on. */
  dropFrom(length: number): void {
    const dropped = new Set(this.written.splice(length).flatMap(({ outputs }) => outputs));
    for (const [index, name] of this.reals) if (dropped.has(name)) this.reals.delete(index);
  }

  /** Adds a node. Returns its outputs. */
  add(operator: string, inputs: readonly string[], attributes: Attributes = {}, numOutputs = 1): string[] {
    const outputs = Array.from({ length: numOutputs }, () => this.fresh(`${this.origin.name}/${operator}`));
    const entries = Object.entries(attributes).map(([key, value]) => [key, attributeOf(value)] as const);
    const { origin } = this;
    this.written.push({ operator, inputs: [...inputs], outputs, attributes: new Map(entries), origin });
    return [...outputs];
  }

  /** Returns the name of a tensor as real numbers. Empty for -1, which stands for none. */
  real(index: number): string {
    const known = this.reals.get(index);
    if (known !== undefined) return known;
    const tensor = this.tensors[index];
    if (tensor === undefined) return '';
    const { name, data, quantization } = tensor;
    if (data === null) return name;
    if (!this.initializers.has(name)) this.initializers.set(name, storedTensor(this.asset, tensor, data));
    const real = quantization === null ? name : this.dequantize(name, tensor, quantization);
    this.reals.set(index, real);
    return real;
  }

  /** Declares the network's input, which is given real numbers. They are rounded before use. */
  bindInput(index: number): void {
    this.reals.set(index, this.rounded(index, this.tensors[index]!.name));
  }

  /** Makes the result of an operator a tensor of the file, rounded if it has words. */
  bind(index: number, result: string, isExact = false): void {
    const last = isExact ? result : this.rounded(index, result);
    this.reals.set(index, this.rename(last, this.tensors[index]!.name));
  }

  /** Adds the rounding of a tensor that the file stores as words. */
  private rounded(index: number, real: string): string {
    const tensor = this.tensors[index]!;
    const { type, quantization } = tensor;
    if (quantization?.scales.length !== 1 || !ROUNDED.has(type)) return real;
    const parameters = this.parametersOf(tensor, quantization);
    const [words] = this.add('QuantizeLinear', [real, ...parameters]) as [string];
    return this.add('DequantizeLinear', [words, ...parameters])[0]!;
  }

  /** Gives a tensor that the operator's own nodes write another name. Returns its name. */
  private rename(from: string, to: string): string {
    const first = this.written.findLastIndex(({ origin }) => origin !== this.origin) + 1;
    const own = this.written.slice(first);
    if (!own.some(({ outputs }) => outputs.includes(from))) return from;
    for (const { inputs, outputs } of own)
      for (const names of [inputs, outputs])
        for (const [at, name] of names.entries()) if (name === from) names[at] = to;
    return to;
  }

  /** True for a tensor that the file stores, that is an input, or that an operator has written. */
  isWritten(index: number): boolean {
    return this.reals.has(index) || this.tensors[index]!.data !== null;
  }

  private dequantize(words: string, tensor: TfliteTensor, quantization: Quantization): string {
    const { scales, axis } = quantization;
    const attributes: Attributes = scales.length === 1 ? {} : { axis };
    return this.add('DequantizeLinear', [words, ...this.parametersOf(tensor, quantization)], attributes)[0]!;
  }

  /** Returns the names of a tensor's scale and zero point, which become initialisers. */
  private parametersOf(
    tensor: TfliteTensor,
    { scales, zeroPoints }: Quantization,
  ): readonly [string, string] {
    const known = this.parameters.get(tensor);
    if (known !== undefined) return known;
    const { type } = tensor;
    const names = [this.fresh(`${tensor.name}/scale`), this.fresh(`${tensor.name}/zero-point`)] as const;
    this.parameters.set(tensor, names);
    const shape = scales.length === 1 ? [] : [scales.length];
    const made = { shape, fileName: this.asset.name, isMade: true } as const;
    const [name, zeroPoint] = names;
    this.initializers.set(name, {
      ...made,
      name,
      type: 'float32',
      read: async () => Float32Array.from(scales),
    });
    this.initializers.set(zeroPoint, {
      ...made,
      name: zeroPoint,
      type: type === 'int64' ? 'int32' : type,
      read: async () => wordsOf(type, zeroPoints),
    });
    return names;
  }

  private fresh(base: string): string {
    const count = this.taken.get(base) ?? 0;
    this.taken.set(base, count + 1);
    return count === 0 ? base : this.fresh(`${base}-${count + 1}`);
  }
}

function attributeOf(value: Attributes[string]): SourceAttribute {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'text', value };
  return Array.isArray(value) ? { kind: 'ints', value } : (value as SourceAttribute);
}

function wordsOf(type: TensorType, words: readonly number[]): TensorValues {
  switch (type) {
    case 'int8':
    case 'int4':
      return Int8Array.from(words);
    case 'uint8':
      return Uint8Array.from(words);
    case 'int16':
      return Int16Array.from(words);
    case 'uint16':
      return Uint16Array.from(words);
    default:
      return Int32Array.from(words);
  }
}
