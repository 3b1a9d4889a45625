/** Duration from which a task makes the page feel slow, in milliseconds. */
export const longMs = 50;

/** Returns the value below which `share` of all values lie. 0 if there are none. */
export function quantile(all, share) {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
