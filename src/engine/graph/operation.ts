import { t } from '../../core/language/t';
import type { SourceNode } from '../source/sourceModel';
import type { TensorType } from '../source/tensorTypes';
import type { GraphBuilder } from './graphBuilder';
import { isExact } from './recipe';
import type { StoredValues } from './storedValues';
import { CannotRun, type Constant, numbersOf, type Operand, type Value } from './values';

/** Things that a translation may use besides its node. */
export interface OperationContext {
  readonly builder: GraphBuilder;
  readonly opset: number;
  /** Finds a tensor of the file. */
  readonly find: (name: string) => Operand;
  /** Declared or stored type of a tensor, where the file says it. */
  readonly typeOf: (name: string) => TensorType | undefined;
  /** True if a node or the caller reads a tensor. */
  readonly isRead: (name: string) => boolean;
  /** Returns the nodes that read a tensor. */
  readonly readers: (name: string) => readonly SourceNode[];
  /** Replaces a tensor for the nodes after this one by one with its axes in another order. */
  readonly replace: (name: string, value: Value) => void;
  /** Returns a tensor that is an attribute of a node, with its values. */
  readonly attributeTensor: (node: SourceNode, name: string) => StoredValues | undefined;
  /**
   * Returns the floats that stored words stand for, made once for all nodes that read them so.
   * Undefined: another node reads them in another way.
   */
  readonly floatsOf: (words: StoredValues, way: string, make: () => StoredValues) => StoredValues | undefined;
  /** Makes a value of a constant where all inputs are constant. Null: values must be computed. */
  readonly promote: ((constant: Constant) => Value) | null;
}

/** A node of the file while it is translated. It knows which attributes were read. */
export class Operation {
  readonly builder: GraphBuilder;
  readonly opset: number;
  private readonly read = new Set<string>();

  constructor(
    readonly node: SourceNode,
    private readonly context: OperationContext,
  ) {
    this.builder = context.builder;
    this.opset = context.opset;
  }

  /** Number of inputs, with those that are left out in between. */
  get numInputs(): number {
    return this.node.inputs.length;
  }

  /** True for a node whose inputs are all constant. */
  get isConstant(): boolean {
    return this.context.promote !== null;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? '') !== '';
  }

  /** Returns an input. Throws CannotRun if it is left out. */
  operand(index: number): Operand {
    if (!this.has(index)) throw this.refusedInput(index, t`none`);
    return this.context.find(this.node.inputs[index]!);
  }

  /** Returns all inputs that are there. */
  operands(): readonly Operand[] {
    return this.node.inputs.flatMap((name, index) => (name === '' ? [] : [this.operand(index)]));
  }

  /** Returns an input that depends on the network's input. */
  value(index: number): Value {
    const operand = this.operand(index);
    return operand.source === 'node' ? operand : this.promote(operand, index);
  }

  /** Returns a stored input. */
  constant(index: number): Constant {
    const operand = this.operand(index);
    if (operand.source === 'stored') return operand;
    throw this.refusedInput(index, t`computed, not stored`);
  }

  /**
   * Returns the values of a stored input, which become settings of a node. Undefined if it is left
   * out. Throws CannotRun for values whose last bit may differ between browsers.
   */
  numbers(index: number): readonly number[] | undefined {
    if (!this.has(index)) return undefined;
    const constant = this.constant(index);
    if (!this.isConstant && !isExact(constant.stored))
      throw this.refusedInput(index, t`computed, not stored`);
    return this.values(index);
  }

  /** Returns the values of a stored input in this browser. Undefined if it is left out. */
  values(index: number): readonly number[] | undefined {
    if (!this.has(index)) return undefined;
    const constant = this.constant(index);
    const numbers = numbersOf(constant);
    if (numbers === undefined) throw this.refusedInput(index, `[${constant.dims.join(', ')}]`);
    return Array.from(numbers);
  }

  /** Returns the one value of a stored input. Undefined if it is left out. */
  number(index: number): number | undefined {
    const numbers = this.numbers(index);
    if (numbers !== undefined && numbers.length !== 1)
      throw this.refusedInput(index, t`${numbers.length} values`);
    return numbers?.[0];
  }

  /** Makes a value of a constant if all inputs are constant. */
  promote(constant: Constant, index: number): Value {
    if (this.context.promote === null) throw this.refusedInput(index, t`stored, not computed`);
    return this.context.promote(constant);
  }

  /** Type of an input in the file, where the file says it. */
  fileType(index: number): TensorType | undefined {
    return this.context.typeOf(this.node.inputs[index] ?? '');
  }

  /** True if something reads an output. */
  isRead(output: number): boolean {
    const name = this.node.outputs[output] ?? '';
    return name !== '' && this.context.isRead(name);
  }

  /** Returns the nodes that read an output. */
  readers(output: number): readonly SourceNode[] {
    return this.context.readers(this.node.outputs[output] ?? '');
  }

  /** Returns the nodes that read an input. */
  inputReaders(index: number): readonly SourceNode[] {
    return this.context.readers(this.node.inputs[index] ?? '');
  }

  /**
   * Returns the floats that stored words stand for, as `OperationContext.floatsOf`. Throws
   * CannotRun if another node reads the words in another way.
   */
  floatsOf(words: StoredValues, way: string, make: () => StoredValues): StoredValues {
    const floats = this.context.floatsOf(words, way, make);
    if (floats === undefined)
      throw this.refusal('scale', t`another one than other nodes have for ${words.name}`);
    return floats;
  }

  /** Puts the axes of an input in the order of the file, for this node and those after it. */
  arrangeInput(index: number): Value {
    const value = this.value(index);
    const arranged = this.builder.arrange(
      value,
      value.axes.toSorted((a, b) => a - b),
    );
    this.context.replace(this.node.inputs[index]!, arranged);
    return arranged;
  }

  /** Returns a whole number. Throws CannotRun for the ends of int64. */
  int(name: string): number | undefined {
    const value = this.attribute(name, 'int') as number | undefined;
    if (value !== undefined && !Number.isSafeInteger(value)) throw this.refusal(name, `${value}`);
    return value;
  }

  float(name: string): number | undefined {
    return this.attribute(name, 'float') as number | undefined;
  }

  /** Returns a list of whole numbers. Throws CannotRun for the ends of int64. */
  ints(name: string): readonly number[] | undefined {
    const values = this.limits(name);
    if (values?.some((value) => !Number.isSafeInteger(value))) throw this.refusal(name, values.join(', '));
    return values;
  }

  /** Returns a list of whole numbers, infinite ones for "as far as possible". */
  limits(name: string): readonly number[] | undefined {
    return this.attribute(name, 'ints') as readonly number[] | undefined;
  }

  floats(name: string): readonly number[] | undefined {
    return this.attribute(name, 'floats') as readonly number[] | undefined;
  }

  text(name: string): string | undefined {
    return this.attribute(name, 'text') as string | undefined;
  }

  texts(name: string): readonly string[] | undefined {
    return this.attribute(name, 'texts') as readonly string[] | undefined;
  }

  /** Returns a tensor that is an attribute, with its values. */
  tensor(name: string): StoredValues | undefined {
    this.attribute(name, 'tensor');
    return this.context.attributeTensor(this.node, name);
  }

  /** Reads an attribute that does not change values. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.read.add(name);
  }

  /** Returns an attribute that must have one of some values. The first is its default. */
  choice<Value extends number | string>(name: string, values: readonly Value[]): Value {
    const kind = typeof values[0] === 'number' ? 'int' : 'text';
    const value = (this.attribute(name, kind) ?? values[0]) as Value;
    if (!values.includes(value)) throw this.refusal(name, `${value}`);
    return value;
  }

  /** Returns an axis of a rank: negative ones count from the end. */
  axis(axis: number, rank: number, name = 'axis'): number {
    if (!Number.isInteger(axis) || axis < -rank || axis >= rank) throw this.refusal(name, `${axis}`);
    return axis < 0 ? axis + rank : axis;
  }

  /** Returns the attribute `axis` of a rank. */
  axisOr(standard: number, rank: number): number {
    return this.axis(this.int('axis') ?? standard, rank);
  }

  /** Names of attributes that the translation did not read. */
  unread(): readonly string[] {
    return [...this.node.attributes.keys()].filter((name) => !this.read.has(name));
  }

  /** Refuses an attribute: its name, and what was found. */
  refusal(place: string, found: string): CannotRun {
    return new CannotRun('setting', `${place} = ${found}`);
  }

  /** Refuses an input: its number, and what was found. */
  refusedInput(index: number, found: string): CannotRun {
    return this.refusal(t`input ${index}`, found);
  }

  /** Refuses an output that other nodes read. */
  refusedOutput(index: number): CannotRun {
    return this.refusal(t`output ${index}`, this.node.outputs[index] ?? '');
  }

  private attribute(name: string, kind: string): unknown {
    this.read.add(name);
    const attribute = this.node.attributes.get(name);
    if (attribute === undefined) return undefined;
    // Writers leave out the values of an empty list, which then has no type of its own.
    if (attribute.kind !== kind) throw this.refusal(name, attribute.kind);
    return attribute.value;
  }
}

/**
 * Translates a node of the file. Returns its outputs in their order, null for one that nothing
 * reads.
 */
export type Translation = (operation: Operation) => Operand | readonly (Operand | null)[];
