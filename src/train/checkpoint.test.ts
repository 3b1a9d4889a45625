import { describe, expect, test } from 'vitest';
import { AssetError } from '../core/errors';
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint';
import type { TrainingState } from './trainer';

function state(stepsDone: number, filling: number): TrainingState {
  const array = (length: number, offset: number) => new Float32Array(length).fill(filling + offset);
  const tensor = (length: number) => ({
    values: array(length, 0.25),
    slots: { squaredGradients: array(length, 0.5), squaredUpdates: array(length, 0.75) },
  });
  return { stepsDone, tensors: [tensor(6), tensor(2)] };
}

describe('restoreCheckpoint', () => {
  test('brings back batches, weights and what the optimizer remembers', () => {
    const restored = state(0, 0);
    expect(restoreCheckpoint(encodeCheckpoint(state(4, 7), 'ä'), 'ä', restored, 'c')).toBe(true);
    expect(restored).toEqual(state(4, 7));
  });

  test('leaves the state alone when the checkpoint belongs to another training', () => {
    const restored = state(0, 0);
    expect(restoreCheckpoint(encodeCheckpoint(state(4, 7), 'seed 1'), 'seed 2', restored, 'c')).toBe(false);
    expect(restored).toEqual(state(0, 0));
  });

  test.each([
    ['nothing', new Uint8Array(0), /^c: The file is not a checkpoint/],
    ['other bytes', new Uint8Array(40), /^c: The file is not a checkpoint/],
    ['half a file', encodeCheckpoint(state(4, 7), 's').slice(0, -20), /has 89 bytes: expected 109/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => restoreCheckpoint(bytes, 's', state(0, 0), 'c')).toThrow(message);
    expect(() => restoreCheckpoint(bytes, 's', state(0, 0), 'c')).toThrow(AssetError);
  });
});
