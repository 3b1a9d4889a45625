import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { isView } from '../../core/network/nodeKinds';
import { operatorShape } from '../../core/network/operatorShapes';
import { operatorType } from '../../core/network/operatorTypes';
import { BATCH, CASES, valuesOf } from './nodeCases.fake';
import { DEVICES, run, type Values } from './nodes.fake';

function sampleOf({ shape, data, type }: Values, sample: number): Values {
  const size = data.length / shape[0]!;
  const own = data.slice(sample * size, (sample + 1) * size);
  return { shape: [1, ...shape.slice(1)], data: own, ...(type === undefined ? {} : { type }) };
}

describe.each(DEVICES)('on %s', (device) => {
  it.each(CASES)('$name: a batch gives what its samples give alone, bit for bit', async (one) => {
    await tf.setBackend(device);
    const { values, stored: tensors } = valuesOf(one);
    const batch = run(one.operation, values, tensors);
    for (let sample = 0; sample < BATCH; sample++) {
      const alone = run(
        one.operation,
        values.map((value) => sampleOf(value, sample)),
        tensors,
      );
      expect(alone).toEqual(sampleOf(batch, sample));
    }
    expect(new Set(batch.data).size).toBeGreaterThan(1);
  });

  it.each(CASES)('$name: shape and type are those that the graph states', async (one) => {
    await tf.setBackend(device);
    const { values, stored: tensors } = valuesOf(one);
    const { shape, type } = run(one.operation, values, tensors);
    expect(shape).toEqual([BATCH, ...operatorShape(one.operation, one.inputs, one.tensors ?? [])]);
    expect(type).toBe(
      operatorType(
        one.operation,
        one.inputs.map((_, place) => one.types?.[place] ?? 'float32'),
      ),
    );
  });

  it.each(CASES)('$name: what computes is checked, then stored; a view neither', async (one) => {
    await tf.setBackend(device);
    const { values, stored: tensors } = valuesOf(one);
    const steps: string[] = [];
    const before = tf.memory().numTensors;
    run(one.operation, values, tensors, {
      onWrite: (written, part) => {
        steps.push(part);
        return written;
      },
      check: (checked) => {
        expect(checked.shape[0]).toBe(BATCH);
        steps.push('check');
        return checked;
      },
    });
    expect(tf.memory().numTensors).toBe(before);
    // Views of the catalogue store nothing because they have no buffer.
    if (isView({ ...one.operation, name: 'node' }) && one.operation.kind !== 'flatten')
      expect(steps).toEqual([]);
    else {
      expect(steps[0]).toBe('check');
      expect(steps.at(-1)).toBe('output');
      expect(steps.filter((step) => step === 'output')).toHaveLength(1);
    }
  });
});
