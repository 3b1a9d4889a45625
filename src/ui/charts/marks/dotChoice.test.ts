import { describe, expect, it } from 'vitest';
import { pressedDot } from './dotChoice';

/** Makes a press at a position of a plot whose corner is at (100, 50) in the window. */
const press = (x: number, y: number) => ({
  currentTarget: {
    getBoundingClientRect: () => ({ left: 100, top: 50, width: 300 }),
    offsetWidth: 300,
  } as HTMLElement,
  clientX: 100 + x,
  clientY: 50 + y,
});

describe('pressedDot', () => {
  const dots = [
    { x: 10, y: 10 },
    { x: 30, y: 10 },
  ];

  it('is the nearest within reach', () => {
    expect(pressedDot(press(19, 10), dots)).toBe(0);
    expect(pressedDot(press(21, 10), dots)).toBe(1);
    expect(pressedDot(press(30, 34), dots)).toBe(1);
  });

  it('is none beyond 24 pixels, and none without dots', () => {
    expect(pressedDot(press(30, 34.1), dots)).toBeNull();
    expect(pressedDot(press(0, 0), [])).toBeNull();
  });
});
