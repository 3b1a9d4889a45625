/**
 * What `work` returns, and the processor time that it takes in this process: others on the machine
 * do not count.
 */
export function measureCpu<Result>(work: () => Result): { readonly result: Result; readonly cpuMs: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, cpuMs: (user + system) / 1000 };
}
