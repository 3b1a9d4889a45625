import type { KeyboardEvent, MouseEvent } from 'react';
import { pointIn } from '../pointIn';

/** Largest distance between a press and its dot, in pixels. */
const REACH = 24;

/**
 * Returns the index of the dot nearest to a press, within 24 pixels; null if there is none. Dots
 * are in pixels of the plot.
 */
export function pressedDot(
  event: Pick<MouseEvent<HTMLElement>, 'currentTarget' | 'clientX' | 'clientY'>,
  dots: readonly { readonly x: number; readonly y: number }[],
): number | null {
  const pressed = pointIn(event);
  let nearest: number | null = null;
  let nearestDistance = REACH;
  for (const [index, { x, y }] of dots.entries()) {
    const distance = Math.hypot(x - pressed.x, y - pressed.y);
    if (distance > nearestDistance || (distance === nearestDistance && nearest !== null)) continue;
    nearest = index;
    nearestDistance = distance;
  }
  return nearest;
}

/**
 * Returns the dot that an arrow key selects, one step from the chosen dot in `order`. At an end the
 * dot stays the same. If the chosen dot is not in `order`, the first dot is selected. Undefined for
 * other keys and without dots. Keeps the page from scrolling on arrow keys.
 */
export function steppedDot<T>(
  event: Pick<KeyboardEvent, 'key' | 'preventDefault'>,
  order: readonly T[],
  chosen: T | undefined,
): T | undefined {
  const direction = DIRECTIONS[event.key];
  if (direction === undefined) return undefined;
  event.preventDefault();
  const at = chosen === undefined ? -1 : order.indexOf(chosen);
  return order[Math.min(order.length - 1, Math.max(0, at + direction))];
}

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};
