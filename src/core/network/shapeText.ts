/** Writes a shape for messages: `[28, 28, 1]`, with `?` for a dimension that differs. */
export function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((length) => length ?? '?').join(', ')}]`;
}
