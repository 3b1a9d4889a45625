import { expect, it } from 'vitest';
import { saysOutOfMemory } from './outOfMemory';

it.each([
  'Out of memory',
  'WebAssembly.Memory.grow(): Unable to grow instance memory',
  'Aborted(OOM)',
  'Array buffer allocation failed',
  'VK_ERROR_OUT_OF_DEVICE_MEMORY',
  'E_OUTOFMEMORY: The device ran out of memory',
  'Aborted(). Build with -sASSERTIONS for more info.',
])('"%s" says that memory ran out', (message) => {
  expect(saysOutOfMemory(message)).toBe(true);
});

it.each([
  'Layer fc-1 is out of range: expected memory cells',
  'The room is too small',
  'The call was Aborted(',
  'Validation error',
])('"%s" says something else', (message) => {
  expect(saysOutOfMemory(message)).toBe(false);
});
