import { expect } from 'vitest';
import type { Values } from './nodes.fake';

/** Compares shape and type, and values to a part of the largest of them. */
export function expectValues(found: Values, wanted: Values, tolerance = 2e-6): void {
  expect([found.shape, found.type]).toEqual([wanted.shape, wanted.type ?? 'float32']);
  const largest = Math.max(1, ...wanted.data.map(Math.abs).filter(Number.isFinite));
  for (const [place, value] of wanted.data.entries()) {
    const other = found.data[place]!;
    const isNear =
      Object.is(value, other) || value === other || Math.abs(value - other) <= tolerance * largest;
    if (!isNear) expect({ place, value: other }).toEqual({ place, value });
  }
}
