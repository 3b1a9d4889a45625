/**
 * Runs `work` and returns its result with the CPU time that this process used, in ms. Other
 * processes on the machine are not counted.
 */
export function measureCpu<Result>(work: () => Result): { readonly result: Result; readonly cpuMs: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, cpuMs: (user + system) / 1000 };
}
