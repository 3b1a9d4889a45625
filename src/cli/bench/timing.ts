import { quantile } from '../../experiment/curve/statistics';

/** Times of two runs that took turns, so that a noisy machine troubles both alike. */
interface Comparison {
  /** Milliseconds, ascending. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** a / b of each round, ascending. */
  readonly ratio: readonly number[];
}

/** Times both in turn, after one round that is not counted. */
export async function compareTimes(
  runA: () => Promise<void>,
  runB: () => Promise<void>,
  rounds: number,
): Promise<Comparison> {
  await runA();
  await runB();
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    a.push(await timed(runA));
    b.push(await timed(runB));
  }
  const ascending = (values: number[]) => values.toSorted((left, right) => left - right);
  return { a: ascending(a), b: ascending(b), ratio: ascending(a.map((time, round) => time / b[round]!)) };
}

/** Milliseconds that `run` takes. */
async function timed(run: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}

/** The median of ascending times, of one of `repeats` in each. */
export function milliseconds(times: readonly number[], repeats: number): string {
  return `${(quantile(times, 0.5) / repeats).toFixed(2)} ms`;
}

/** Median and 10-90 % range of ascending ratios. */
export function range(ratios: readonly number[]): string {
  const [middle, low, high] = [0.5, 0.1, 0.9].map((p) => quantile(ratios, p).toFixed(2));
  return `${middle} (${low}-${high})`;
}

/** Writes a line of results. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
