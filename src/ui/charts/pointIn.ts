/**
 * Returns the position of the pointer in an element, in CSS pixels of the element. They differ from
 * those of the window where the page is zoomed.
 */
export function pointIn({
  currentTarget,
  clientX,
  clientY,
}: {
  readonly currentTarget: HTMLElement;
  readonly clientX: number;
  readonly clientY: number;
}): { readonly x: number; readonly y: number } {
  const { left, top, width } = currentTarget.getBoundingClientRect();
  const zoom = width / currentTarget.offsetWidth || 1;
  return { x: (clientX - left) / zoom, y: (clientY - top) / zoom };
}
