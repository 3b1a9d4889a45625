import { t } from '../../core/language/t';
import type { FlatSchema, TableOf } from './flatSchema';
import type { Attributes, GraphWriter } from './graphWriter';
import { ACTIVATIONS } from './schema';
import type { Quantization, TfliteTensor } from './tensors';

/** Reason why an operator cannot be written as nodes of ONNX: a setting, with the value found. */
export class CannotLower extends Error {
  override readonly name = 'CannotLower';
}

/** Things that an operator may use of its file. */
export interface LoweringContext {
  readonly writer: GraphWriter;
  /** Tensors by index, -1 for one that is left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Reads the settings. Null: the file has those of another kind of operator. */
  readonly readOptions: <S extends FlatSchema>(union: number, schema: S) => TableOf<S> | null;
  /** Returns the whole numbers of a stored tensor. Null: it is computed. */
  readonly numbersOf: (tensor: TfliteTensor) => readonly number[] | null;
}

/** An operator of the file while it is written as nodes of ONNX. */
export class Lowering {
  private isFused = false;

  constructor(private readonly context: LoweringContext) {}

  get numInputs(): number {
    return this.context.inputs.length;
  }

  get numOutputs(): number {
    return this.context.outputs.length;
  }

  has(at: number): boolean {
    return (this.context.inputs[at] ?? -1) >= 0;
  }

  /** Returns the tensor of an input. Throws CannotLower if it is left out. */
  tensor(at: number): TfliteTensor {
    const tensor = this.context.writer.tensors[this.context.inputs[at] ?? -1];
    if (tensor === undefined) throw new CannotLower(`${t`input ${at}`} = ${t`none`}`);
    return tensor;
  }

  output(at = 0): TfliteTensor {
    return this.context.writer.tensors[this.context.outputs[at] ?? -1]!;
  }

  /** Returns the name of an input as real numbers. Throws CannotLower if it is left out. */
  input(at: number): string {
    this.tensor(at);
    return this.context.writer.real(this.context.inputs[at]!);
  }

  /** Returns the name of an input as real numbers. Empty if it is left out. */
  optional(at: number): string {
    return this.has(at) ? this.input(at) : '';
  }

  /** Returns the whole numbers of a stored input. */
  numbers(at: number): readonly number[] {
    const numbers = this.context.numbersOf(this.tensor(at));
    if (numbers === null) throw new CannotLower(`${t`input ${at}`} = ${t`computed, not stored`}`);
    return numbers;
  }

  options<S extends FlatSchema>(union: number, schema: S): TableOf<S> {
    const options = this.context.readOptions(union, schema);
    if (options === null) throw new CannotLower(t`options of another operator`);
    return options;
  }

  /** Adds a node with one output and returns the output. */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.context.writer.add(operator, inputs, attributes)[0]!;
  }

  /** Adds a node with several outputs and returns them. */
  nodes(operator: string, inputs: readonly string[], attributes: Attributes, numOutputs: number): string[] {
    return this.context.writer.add(operator, inputs, attributes, numOutputs);
  }

  /** Adds a constant list of whole numbers. */
  list(values: readonly number[]): string {
    return this.node('Constant', [], { value_ints: values });
  }

  /** Adds a constant float. */
  scalar(value: number): string {
    return this.node('Constant', [], { value_float: { kind: 'float', value } });
  }

  /** Adds the function that an operator computes last, by its number. */
  activated(value: string, number: number): string {
    const name = ACTIVATIONS[number];
    this.isFused = name !== 'NONE';
    switch (name) {
      case 'NONE':
        return value;
      case 'RELU':
        return this.node('Relu', [value]);
      case 'RELU6':
        return this.clipped(value, 0, 6);
      case 'RELU_N1_TO_1':
        return this.clipped(value, -1, 1);
      case 'TANH':
        return this.node('Tanh', [value]);
      default:
        throw new CannotLower(`fused_activation_function = ${name ?? number}`);
    }
  }

  clipped(value: string, min: number, max: number): string {
    return this.node('Clip', [value, this.scalar(min), this.scalar(max)]);
  }

  /** Makes an axis count from the first one. */
  axis(stated: number, rank: number): number {
    const axis = stated < 0 ? stated + rank : stated;
    if (axis < 0 || axis >= rank) throw new CannotLower(`axis = ${stated}`);
    return axis;
  }

  /**
   * True if all inputs with words have those of the output, and no function is computed last: a
   * limit such as 6 may lie between two words.
   */
  get keepsWords(): boolean {
    if (this.isFused) return false;
    const { writer, inputs } = this.context;
    const wanted = wordsText(this.output().quantization);
    return inputs.every((index) => {
      const { quantization = null } = writer.tensors[index] ?? {};
      return quantization === null || wordsText(quantization) === wanted;
    });
  }
}

function wordsText(quantization: Quantization | null): string {
  return quantization === null ? '' : `${quantization.scales} ${quantization.zeroPoints}`;
}

/** How an operator is written as nodes of ONNX. */
export interface LoweredOperator {
  /** Adds nodes and returns the operator's results in the order of its outputs. */
  readonly lower: (operator: Lowering) => string | readonly string[];
  /** True if it moves or chooses values: words stay words if input and output have the same. */
  readonly movesValues?: true;
}

/** Declares an operator with settings: the number of their kind, and their fields. */
export function withOptions<S extends FlatSchema>(
  union: number,
  schema: S,
  lower: (operator: Lowering, options: TableOf<S>) => string | readonly string[],
): LoweredOperator {
  return { lower: (operator) => lower(operator, operator.options(union, schema)) };
}
