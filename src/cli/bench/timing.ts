import { quantile } from '../../experiment/curve/statistics';

/** Times of two alternating runs, so that other load affects both equally. */
interface Comparison {
  /** Milliseconds, ascending. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** a / b of each round, ascending. */
  readonly ratio: readonly number[];
}

/** Milliseconds of processor time that this process has taken, on all its threads. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Times both runs alternately, after one warm-up round that is not counted. `clock` returns
 * milliseconds; default: wall time.
 */
export async function compareTimes(
  runA: () => Promise<void>,
  runB: () => Promise<void>,
  rounds: number,
  clock: () => number = () => performance.now(),
): Promise<Comparison> {
  await runA();
  await runB();
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    a.push(await timed(runA, clock));
    b.push(await timed(runB, clock));
  }
  const ascending = (values: number[]) => values.toSorted((left, right) => left - right);
  return { a: ascending(a), b: ascending(b), ratio: ascending(a.map((time, round) => time / b[round]!)) };
}

/** Returns the milliseconds that `run` takes. */
async function timed(run: () => Promise<void>, clock: () => number): Promise<number> {
  const startMs = clock();
  await run();
  return clock() - startMs;
}

/** Formats the median of ascending times, divided by the `repeats` in each. */
export function milliseconds(times: readonly number[], repeats: number): string {
  return `${(quantile(times, 0.5) / repeats).toFixed(2)} ms`;
}

/** Formats the median and the 10-90 % range of ascending ratios. */
export function range(ratios: readonly number[]): string {
  const [middle, low, high] = [0.5, 0.1, 0.9].map((p) => quantile(ratios, p).toFixed(2));
  return `${middle} (${low}-${high})`;
}

/** Writes a line of results. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
