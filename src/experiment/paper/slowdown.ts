import * as z from 'zod/mini';
import { fieldError } from '../../core/files/jsonFile';

/**
 * Time of inference with faults in activations and hidden state, compared with float inference, on
 * one worker.
 */
export interface Slowdown {
  readonly model: string;
  /** Shortest of several, in milliseconds. */
  readonly floatMs: number;
  readonly faultyMs: number;
  readonly images: number;
  /** Device, versions and date, for people. */
  readonly environment: string;
}

const TIME = 'a time above 0';
const time = z.number(TIME).check(z.gt(0, TIME));
const FILE = z.object(
  {
    model: z.string('text'),
    floatMs: time,
    faultyMs: time,
    images: z.int('a whole number'),
    environment: z.string('text'),
  },
  'an object',
);

/**
 * Checks the slowdown in a parsed JSON file; `name` is the file name for errors. Throws AssetError,
 * for any `value`.
 */
export function checkSlowdown(value: unknown, name: string): Slowdown {
  const result = z.safeParse(FILE, value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
}
