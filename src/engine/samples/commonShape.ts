/** Returns the shape of samples of one rank, with null for a dimension that differs. */
export function commonShape(shapes: readonly (readonly number[])[]): readonly (number | null)[] {
  const [first = [], ...others] = shapes;
  return first.map((length, at) => (others.every((shape) => shape[at] === length) ? length : null));
}
