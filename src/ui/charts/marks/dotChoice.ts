import type { MouseEvent } from 'react';
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
