import type { KeyboardEvent, MouseEvent } from 'react';

/** How far from a dot a press still means it, in pixels. */
const REACH = 24;

/** The index of the dot that a press on a plot means, the nearest within 24 pixels; null: none. Dots in the plot's own pixels. */
export function pressedDot(
  { currentTarget, clientX, clientY }: Pick<MouseEvent<HTMLElement>, 'currentTarget' | 'clientX' | 'clientY'>,
  dots: readonly { readonly x: number; readonly y: number }[],
): number | null {
  const { left, top } = currentTarget.getBoundingClientRect();
  let nearest: number | null = null;
  let nearestDistance = REACH;
  for (const [index, { x, y }] of dots.entries()) {
    const distance = Math.hypot(x - (clientX - left), y - (clientY - top));
    if (distance > nearestDistance || (distance === nearestDistance && nearest !== null)) continue;
    nearest = index;
    nearestDistance = distance;
  }
  return nearest;
}

/**
 * The dot that an arrow key leads to from the chosen one, which need not be among `order`; it stays at the ends. Undefined for
 * other keys and without dots. The page does not scroll on these keys.
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
