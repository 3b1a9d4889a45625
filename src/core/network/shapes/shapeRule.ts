import { t } from '../../language/t';
import type { GraphOperation } from '../graphOperation';
import type { Shape } from '../network';
import type { Operands } from '../operators';

/** Kind of an operation. */
export type OperationKind = GraphOperation['kind'];

/** Returns the shape of one sample of an operation's output, or refuses what it reads. */
type ShapeRule<Kind extends OperationKind> = (
  operation: Extract<GraphOperation, { readonly kind: Kind }>,
  read: ReadShapes,
) => Shape;

/** The rules of some kinds of operations. */
export type ShapeRules<Kind extends OperationKind> = { readonly [Each in Kind]: ShapeRule<Each> };

/** Shapes that an operation reads, and the checks that rules have in common. */
export class ReadShapes {
  constructor(
    private readonly kind: OperationKind,
    /** Shapes of the inputs, in their order. */
    readonly inputs: readonly Shape[],
    /** Shapes of the stored tensors, in their order. */
    readonly tensors: readonly Shape[],
  ) {}

  /** Shape of the first input. */
  get input(): Shape {
    return this.inputs[0] ?? [];
  }

  /** Length of the last axis of the first input. */
  get channels(): number {
    return this.input.at(-1) ?? 1;
  }

  /** Throws RangeError with kind, shapes and what was wanted. */
  refuse(wanted: string): never {
    const [kind, found] = [this.kind, shapeList(this.inputs)];
    if (this.tensors.length === 0)
      throw new RangeError(t`Cannot run ${kind} on ${found}: expected ${wanted}`);
    const stored = shapeList(this.tensors);
    throw new RangeError(t`Cannot run ${kind} on ${found} with tensors ${stored}: expected ${wanted}`);
  }

  checkInputs(count: number): void {
    if (this.inputs.length === count) return;
    this.refuse(count === 1 ? t`one input` : t`${count} inputs`);
  }

  checkRank(least: number): void {
    if (this.input.length < least) this.refuse(t`an input of at least ${least} dimensions`);
  }

  checkAxis(axis: number, rank = this.input.length): void {
    if (!(Number.isInteger(axis) && axis >= 0 && axis < rank))
      this.refuse(t`an axis from 0 to ${rank - 1}, not ${axis}`);
  }

  /** Checks that there is an entry for each axis. */
  checkEntries(entries: readonly unknown[]): void {
    if (entries.length !== this.input.length)
      this.refuse(t`${this.input.length} axes, not ${entries.length}`);
  }

  /** Checks the shapes of all stored tensors. */
  checkTensors(...wanted: readonly Shape[]): void {
    if (this.tensors.join(' ') === wanted.join(' ') && this.tensors.length === wanted.length) return;
    this.refuse(wanted.length === 0 ? t`no tensors` : t`tensors ${shapeList(wanted)}`);
  }

  /** Returns shapes for the tensors from `first` on that are there, of those that may be. */
  optional(first: number, ...wanted: readonly Shape[]): readonly Shape[] {
    return wanted.slice(0, Math.max(0, this.tensors.length - first));
  }

  /** Returns the shapes of operands in their order. */
  operands(operands: Operands): readonly Shape[] {
    const left = { input: [...this.inputs], tensor: [...this.tensors] };
    const ordered = operands.map((source) => left[source].shift());
    const isComplete = ordered.every((one) => one !== undefined);
    if (isComplete && left.input.length + left.tensor.length === 0) return ordered;
    return this.refuse(t`a shape for each operand`);
  }

  /** Returns the shape that shapes of one rank are broadcast to. */
  broadcast(shapes: readonly Shape[]): Shape {
    const [first] = shapes as [Shape];
    if (shapes.some((shape) => shape.length !== first.length)) this.refuse(t`operands of as many dimensions`);
    return first.map((_, axis) => {
      const lengths = new Set(shapes.map((shape) => shape[axis]!).filter((length) => length !== 1));
      if (lengths.size > 1) this.refuse(t`operands of one shape, or of length 1 where they differ`);
      return [...lengths][0] ?? 1;
    });
  }
}

/** Returns a shape without some axes, or with length 1 there. */
export function without(shape: Shape, axes: readonly number[], keeps: boolean): Shape {
  return keeps
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Writes shapes for messages: `[3, 4], [4]`. */
function shapeList(shapes: readonly Shape[]): string {
  return shapes.length === 0 ? t`nothing` : shapes.map((shape) => `[${shape.join(', ')}]`).join(', ');
}
