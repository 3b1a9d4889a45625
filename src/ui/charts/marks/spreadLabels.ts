/**
 * Returns label positions in pixels, moved apart until neighbours have a distance of about `gap`.
 * Each stays as near to its original position as the others allow.
 */
export function spreadLabels(positions: readonly number[], gap: number): readonly number[] {
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  for (let round = 0; round < 8; round++) {
    for (let place = 1; place < order.length; place++) {
      const upper = order[place - 1]!;
      const lower = order[place]!;
      const overlap = gap - (placed[lower]! - placed[upper]!);
      if (overlap <= 0) continue;
      placed[upper]! -= overlap / 2;
      placed[lower]! += overlap / 2;
    }
  }
  return placed;
}
