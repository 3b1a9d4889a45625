import './src/core/network/networks/transformers';
import { vi } from 'vitest';

/** Room for a machine that is several times slower, or busy: a wait ends as soon as its condition holds. */
const ROOM_MS = 60_000;

const waitFor = vi.waitFor;
vi.waitFor = (condition, options = ROOM_MS) =>
  waitFor(condition, typeof options === 'object' ? { timeout: ROOM_MS, ...options } : options);
