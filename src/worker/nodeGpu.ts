import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Script that exits with 0 if Dawn offers a GPU. Its argument is the address of Dawn. */
const PROBE = `
const { create } = await import(process.argv[1]);
const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
process.exit(adapter === null ? 1 : 0);`;

/** Timeout for the probe, because a driver may hang. */
const PROBE_MS = 15_000;

/**
 * Returns WebGPU in Node from Dawn (npm package `webgpu`), or a sentence that explains why there is
 * none. The package has 132 MB and is therefore not a dependency. Sets the globals that tfjs reads,
 * so it must run before tfjs's WebGPU backend is imported.
 */
export async function nodeGpu(): Promise<GPU | string> {
  let address: string;
  try {
    address = import.meta.resolve('webgpu');
  } catch {
    return 'Node has no WebGPU of its own; `npm install --no-save webgpu` adds Dawn (132 MB)';
  }
  // Dawn writes driver errors to standard error directly. A separate process hides them.
  const probe = promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROBE, address], {
    timeout: PROBE_MS,
  });
  const isOffered = await probe.then(
    () => true,
    () => false,
  );
  if (!isOffered) return 'Dawn finds no GPU with a driver that it can use';
  const dawn = await import(/* @vite-ignore */ address);
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]) as GPU;
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
  return gpu;
}
