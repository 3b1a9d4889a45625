import * as tf from '@tensorflow/tfjs-core';
import { castTo, typeOf } from './castTo';
import { wholeOutput } from './nodeFunction';
import { select } from './select';

/** The upper or lower triangle of the last two axes, with 0 in place of the rest. */
export const triangle = wholeOutput<'triangle'>(({ isUpper, offset }, [input]) => {
  const type = typeOf(input!);
  const values = type === 'bool' ? castTo(input!, 'int32') : input!;
  const [rows, columns] = values.shape.slice(-2) as [number, number];
  const isKept = Array.from({ length: rows * columns }, (_, place) => {
    const diagonal = (place % columns) - Math.floor(place / columns);
    return isUpper ? diagonal >= offset : diagonal <= offset;
  });
  const ones = Array<number>(values.rank - 2).fill(1);
  const mask = tf.tensor(isKept, [...ones, rows, columns], 'bool');
  const zero = tf.zeros([...ones, 1, 1], values.dtype);
  return castTo(select(mask, values, zero), type);
});

/** `on` at an index along a new axis, and `off` elsewhere. Negative indices count from the end. */
export const oneHot = wholeOutput<'oneHot'>(({ axis, depth, on, off }, [input]) => {
  const indices = tf.expandDims(castTo(input!, 'int32'), axis + 1);
  const places = tf.reshape(
    tf.range(0, depth, 1, 'int32'),
    indices.shape.map((_, place) => (place === axis + 1 ? depth : 1)),
  );
  const isThere = tf.logicalOr(
    tf.equal(indices, places),
    tf.equal(tf.add(indices, tf.scalar(depth, 'int32')), places),
  );
  const constant = (value: number) =>
    tf.fill(
      indices.shape.map(() => 1),
      value,
    );
  return select(isThere, constant(on), constant(off));
});
