import { expect, it } from 'vitest';
import { advanceThroughput, type RunPart, remainingMs, resumeThroughput, startThroughput } from './progress';

/** Reports one trial at each of these times in milliseconds. */
const after = (throughput: RunPart['throughput'], times: readonly number[]) =>
  times.reduce((sum, ms) => advanceThroughput(sum, 1, ms), throughput);
const every = (ms: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + (index + 1) * ms);

it('says nothing before a round and two seconds, then trials left times the throughput', () => {
  const left = 100;
  const at = (ms: number, count: number) =>
    remainingMs([{ throughput: after(startThroughput(1, 20), every(ms, count)), left }]);
  expect(remainingMs([{ throughput: startThroughput(1, 20), left }])).toBeNull();
  expect(at(500, 20)).toBeNull();
  expect(at(500, 21)).toBeCloseTo(50_000, 6);
  expect(at(50, 40)).toBeNull();
  expect(at(50, 41)).toBeCloseTo(5000, 6);
  expect(remainingMs([{ throughput: startThroughput(1, 20), left: 0 }])).toBe(0);
});

it('says what it has after twenty seconds, where a round takes minutes', () => {
  const at = (count: number) =>
    remainingMs([{ throughput: after(startThroughput(1, 50), every(5000, count)), left: 10 }]);
  expect(at(4)).toBeNull();
  expect(at(5)).toBeCloseTo(50_000, 6);
});

it('takes no account of loading and compiling, nor of workers that begin together', () => {
  const [late, four] = [30_000, 4];
  const times = Array.from({ length: 200 }, (_, index) => late + 400 * (1 + Math.floor(index / four)));
  const throughput = after(startThroughput(four, 20), times);
  expect(remainingMs([{ throughput, left: 100 }])).toBeCloseTo(10_000, 6);
});

it('stays what it is however costs differ within a round', () => {
  // Half of a round costs nothing: trials that flip no bit are not run.
  let ms = 0;
  let throughput = startThroughput(1, 40);
  const told: number[] = [];
  for (let trial = 0; trial < 2000; trial++) {
    ms += trial % 40 < 20 ? 1 : 199;
    throughput = advanceThroughput(throughput, 1, ms);
    const left = remainingMs([{ throughput, left: 1000 }]);
    if (left !== null) told.push(left);
  }
  expect(told.length).toBeGreaterThan(1900);
  for (const estimate of told) expect(Math.abs(estimate / 100_000 - 1)).toBeLessThan(0.35);
  for (const estimate of told.slice(400)) expect(Math.abs(estimate / 100_000 - 1)).toBeLessThan(0.1);
});

it('follows a machine that becomes slower', () => {
  const before = after(startThroughput(1, 20), every(100, 600));
  const throughput = after(before, every(200, 600, 60_000));
  expect(remainingMs([{ throughput, left: 10 }])).toBeGreaterThan(1800);
});

it('gives each of several experiments its own throughput, and counts no time of the others’', () => {
  const fast = after(startThroughput(1, 8), every(100, 21));
  const slow = after(startThroughput(1, 8), every(1000, 21, 5000));
  const parts = [
    { throughput: fast, left: 10 },
    { throughput: slow, left: 5 },
  ];
  expect(remainingMs(parts)).toBeCloseTo(6000, 6);
  // A part that has not had its turn gives no estimate until the others have run for long.
  expect(
    remainingMs([
      { throughput: fast, left: 0 },
      { throughput: startThroughput(1, 8), left: 5 },
    ]),
  ).toBeNull();
  expect(
    remainingMs([
      { throughput: slow, left: 0 },
      { throughput: startThroughput(1, 8), left: 5 },
    ]),
  ).toBeCloseTo(5000, 6);
  const again = after(resumeThroughput(fast, 90_000), every(100, 21, 90_000));
  expect(remainingMs([{ throughput: again, left: 10 }])).toBeCloseTo(1000, 6);
});

it('learns in short turns too, with fewer trials than workers in each', () => {
  const [workers, perTurn, turnMs, pauseMs] = [8, 5, 1000, 10_000];
  let throughput = startThroughput(workers, perTurn);
  for (let turn = 0; turn < 6; turn++) {
    const beganMs = turn * (turnMs + pauseMs);
    if (turn > 0) throughput = resumeThroughput(throughput, beganMs);
    throughput = after(throughput, Array(perTurn).fill(beganMs + turnMs));
  }
  // The first eight reports of thirty are ignored, including the time before them.
  expect(throughput.trials).toBe(22);
  expect(remainingMs([{ throughput, left: 100 }])).toBeCloseTo((100 * 4 * turnMs) / 22, 6);
});

it('is the same machine after it slept, and a slower one where it is', () => {
  const left = 10;
  const before = after(startThroughput(1, 20), every(100, 600));
  const slept = advanceThroughput(before, 1, 60_000 + 8 * 3_600_000);
  expect(remainingMs([{ throughput: slept, left }])).toBeLessThan(1100);
  for (const round of [1, 20]) {
    const fast = after(startThroughput(1, round), every(100, 600));
    const slow = after(fast, every(1000, 600, 60_000));
    expect(remainingMs([{ throughput: slow, left }])! / 10_000).toBeCloseTo(1, 2);
  }
  // Eight workers that report at the same instant, at one rate, do not count as a pause.
  const bursts = Array.from({ length: 1600 }, (_, index) => 1000 * (1 + Math.floor(index / 8)));
  expect(remainingMs([{ throughput: after(startThroughput(8, 1), bursts), left: 80 }])).toBeCloseTo(
    10_000,
    6,
  );
});
