import { product } from '../../core/network/network';
import type { SourceAttribute, SourceNode, SourceTensor } from './sourceModel';
import type { TensorType } from './tensorTypes';

/** Attributes of a node by their names. */
export type Attributes = Readonly<Record<string, SourceAttribute>>;

/** Version of ONNX's operators that `SourceBuilder` writes. */
export const BUILT_OPSET = 21;

/** Name and kind of what a file calls a layer or an operation, while its nodes are added. */
interface BuiltPart {
  readonly name: string;
  readonly kind: string;
  readonly isLayer: boolean;
}

/** Builds the nodes of a network from a file of another format than ONNX. */
export class SourceBuilder {
  readonly nodes: SourceNode[] = [];
  readonly tensors = new Map<string, SourceTensor>();
  private part: BuiltPart = { name: '', kind: '', isLayer: false };
  private numNames = 0;

  constructor(private readonly fileName: string) {}

  /** Sets the part of the file that the next nodes belong to. */
  startPart(part: BuiltPart): void {
    this.part = part;
  }

  /** Adds a node and returns the name of its output. Optional inputs may be left out as `''`. */
  add(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.addAll(operator, inputs, attributes, 1)[0]!;
  }

  /** Gives a value a name of the file. */
  name(input: string, name: string): void {
    const { name: part, kind, isLayer } = this.part;
    const origin = { kind, isLayer };
    this.nodes.push({
      ...{
        name: part,
        operator: 'Identity',
        origin,
        inputs: [input],
        outputs: [name],
        attributes: new Map(),
      },
    });
  }

  /** Adds a node with several outputs and returns their names. */
  addAll(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    numOutputs: number,
  ): readonly string[] {
    const { name, kind, isLayer } = this.part;
    const outputs = Array.from({ length: numOutputs }, () => this.newName());
    this.nodes.push({
      ...{ name, operator, origin: { kind, isLayer }, inputs, outputs },
      attributes: new Map(Object.entries(attributes)),
    });
    return outputs;
  }

  /** Returns an input with its axes in another order. */
  transpose(input: string, perm: readonly number[]): string {
    if (perm.every((axis, at) => axis === at)) return input;
    return this.add('Transpose', [input], { perm: ints(perm) });
  }

  /** Returns an input with another shape: 0 keeps a length, -1 takes the rest. */
  reshape(input: string, shape: readonly number[]): string {
    return this.add('Reshape', [input, this.wholes(shape)]);
  }

  /** Returns a list of whole numbers that the reader made. */
  wholes(values: readonly number[]): string {
    return this.made('int32', [values.length], Int32Array.from(values));
  }

  /** Returns floats that the reader made. Without a shape it is a scalar or a list. */
  floats(values: number | readonly number[], shape?: readonly number[]): string {
    const list = typeof values === 'number' ? [values] : values;
    const own = shape ?? (typeof values === 'number' ? [] : [list.length]);
    return this.made('float32', own, Float32Array.from(list));
  }

  /** Adds a tensor of the file once and returns its name. */
  tensor(tensor: SourceTensor): string {
    if (!this.tensors.has(tensor.name)) this.tensors.set(tensor.name, tensor);
    return tensor.name;
  }

  private made(type: TensorType, shape: readonly number[], values: Int32Array | Float32Array): string {
    if (product(shape) !== values.length)
      throw new RangeError(`Cannot make ${values.length} values: expected [${shape.join(', ')}]`);
    const name = this.newName();
    const read = () => Promise.resolve(values.slice());
    return this.tensor({ name, type, shape, fileName: this.fileName, isMade: true, read });
  }

  private newName(): string {
    return `${this.part.name}:${this.numNames++}`;
  }
}

export const int = (value: number): SourceAttribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): SourceAttribute => ({ kind: 'ints', value });
export const float = (value: number): SourceAttribute => ({ kind: 'float', value });
export const floats = (value: readonly number[]): SourceAttribute => ({ kind: 'floats', value });
export const text = (value: string): SourceAttribute => ({ kind: 'text', value });
export const texts = (value: readonly string[]): SourceAttribute => ({ kind: 'texts', value });
