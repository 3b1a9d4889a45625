import { expect, it } from 'vitest';
import { pointIn } from './pointIn';

it('returns the place in the element where the page is zoomed', () => {
  const currentTarget = {
    getBoundingClientRect: () => ({ left: 100, top: 50, width: 600 }),
    offsetWidth: 400,
  } as HTMLElement;
  expect(pointIn({ currentTarget, clientX: 250, clientY: 80 })).toEqual({ x: 100, y: 20 });
});
