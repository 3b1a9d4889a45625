interface Pool {
  readonly level: number;
  readonly weight: number;
  readonly size: number;
}

/**
 * Returns the non-decreasing sequence nearest to `values` in weighted least squares, by pooling
 * adjacent violators.
 *
 * `weights` [values.length] are above 0. Equal neighbours stay separate pools of the same level, so
 * ties change nothing. Source: Barlow et al., "Statistical inference under order restrictions"
 * (1972), section 1.2.
 */
export function fitNonDecreasing(values: readonly number[], weights: readonly number[]): readonly number[] {
  const pools: Pool[] = [];
  for (const [index, value] of values.entries()) {
    let pool: Pool = { level: value, weight: weights[index]!, size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.level > pool.level; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      const level = (last.level * last.weight + pool.level * pool.weight) / weight;
      pool = { level, weight, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ level, size }) => Array<number>(size).fill(level));
}
