/** Step of each key. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Returns the index that a key leads to in a list. At an end it stays the same; from -1, which is
 * no index, the arrows lead to the first. Undefined for other keys and for an empty list.
 */
export function stepByArrow(key: string, at: number, length: number): number | undefined {
  const step = STEPS[key];
  if (step === undefined || length === 0) return undefined;
  return Math.min(length - 1, Math.max(0, at + step));
}
