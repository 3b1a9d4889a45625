import { t } from '../../core/language/t';
import type { GraphOperation } from '../../core/network/graphOperation';
import { product, type TensorRole } from '../../core/network/network';
import { operatorShape } from '../../core/network/operatorShapes';
import type { ValueType } from '../../core/network/operators';
import { checkTypes, operatorType } from '../../core/network/operatorTypes';
import {
  CannotRun,
  type Constant,
  type NodeOutput,
  reshapeConstant,
  transposeConstant,
  type Value,
} from './values';

/** A constant as a canonical node reads it. */
export interface ConstantUse {
  readonly role: TensorRole;
  readonly constant: Constant;
}

/** A canonical node while the graph is built. */
export interface BuiltNode {
  readonly id: string;
  readonly operation: GraphOperation;
  readonly inputs: readonly NodeOutput[];
  readonly uses: readonly ConstantUse[];
  readonly output: NodeOutput;
  /** Indices of the file's nodes that it computes. */
  readonly sources: readonly number[];
}

/** Builds the canonical nodes of a file in their order. */
export class GraphBuilder {
  readonly nodes: BuiltNode[] = [];
  /** Index of the file's node that is being translated. */
  source = 0;

  /**
   * `batch` is the batch length that shapes of the file were computed with, `mostValues` the size
   * from which on an output is refused.
   */
  constructor(
    readonly batch: number,
    private readonly mostValues = Number.POSITIVE_INFINITY,
  ) {}

  /** Adds a node and returns its output. Throws CannotRun if shapes do not fit. */
  emit(
    operation: GraphOperation,
    inputs: readonly NodeOutput[],
    uses: readonly ConstantUse[] = [],
    type?: ValueType,
  ): NodeOutput {
    const types = inputs.map((input) => input.type);
    let shape: readonly number[];
    try {
      checkTypes(
        operation,
        types,
        uses.map(({ constant }) => constant.stored.type),
      );
      shape = operatorShape(
        operation,
        inputs.map((input) => input.shape),
        uses.map(({ constant }) => constant.dims),
      );
    } catch (cause) {
      throw cause instanceof RangeError ? new CannotRun('setting', cause.message) : cause;
    }
    if (product(shape) > this.mostValues)
      throw new CannotRun(
        'setting',
        t`an output of shape [${shape.join(', ')}]: expected at most ${this.mostValues} values`,
      );
    const id = `${this.nodes.length}`;
    const output = { node: id, shape, type: type ?? operatorType(operation, types) };
    this.nodes.push({ id, operation, inputs, uses, output, sources: [this.source] });
    return output;
  }

  /** Gives an output the axes that its lengths have in the file. */
  value(output: NodeOutput, axes: readonly number[], batchAxis: number | null): Value {
    const dims: number[] = [];
    if (batchAxis !== null) dims[batchAxis] = this.batch;
    for (const [at, axis] of axes.entries()) {
      dims[axis] = output.shape[at]! * (axis === batchAxis ? this.batch : 1);
    }
    return { ...output, source: 'node', dims, axes, batchAxis };
  }

  /** Returns a value with its axes in another order, which holds all of them. */
  arrange(value: Value, axes: readonly number[]): Value {
    return this.value(this.layOut(value, value.axes, axes), axes, value.batchAxis);
  }

  /**
   * Returns an output with the axes `target`, given the axes that it has now. Axes that it lacks
   * are added with length 1, and others of length 1 are dropped.
   */
  layOut(output: NodeOutput, axes: readonly number[], target: readonly number[]): NodeOutput {
    const lengths = (axis: number) => output.shape[axes.indexOf(axis)] ?? 1;
    const order = [
      ...target.filter((axis) => axes.includes(axis)),
      ...axes.filter((axis) => !target.includes(axis)),
    ];
    const isLong = (axis: number) => lengths(axis) !== 1;
    const isInOrder = order.filter(isLong).join() === axes.filter(isLong).join();
    const permutation = order.map((axis) => axes.indexOf(axis));
    const arranged = isInOrder ? output : this.emit({ kind: 'transpose', permutation }, [output]);
    return this.reshape(arranged, target.map(lengths));
  }

  /** Returns an output with another shape: itself if it has this shape already. */
  reshape(output: NodeOutput, shape: readonly number[]): NodeOutput {
    if (output.shape.join() === shape.join()) return output;
    return this.emit({ kind: 'reshape', shape }, [output]);
  }
}

/**
 * Returns a constant with the axes `target`, given the axes that its dimensions have now, as
 * `GraphBuilder.layOut`.
 */
export function layOutConstant(
  constant: Constant,
  axes: readonly number[],
  target: readonly number[],
): Constant {
  const order = [
    ...target.filter((axis) => axes.includes(axis)),
    ...axes.filter((axis) => !target.includes(axis)),
  ];
  const arranged = transposeConstant(
    constant,
    order.map((axis) => axes.indexOf(axis)),
  );
  return reshapeConstant(
    arranged,
    target.map((axis) => constant.dims[axes.indexOf(axis)] ?? 1),
  );
}

/** Throws CannotRun if one of some axes of a value counts samples. */
export function checkSampleAxes(
  { batch }: GraphBuilder,
  { batchAxis, dims, axes: own }: Value,
  axes: readonly number[],
): void {
  if (batchAxis === null || !axes.includes(batchAxis)) return;
  if (batch > 1 || !own.includes(batchAxis))
    throw new CannotRun('mixesSamples', t`[${dims.join(', ')}], axis ${batchAxis}`);
}
