/**
 * WebGPU in Node on Dawn (npm package `webgpu`), or a sentence why there is none. The package is 132 MB and therefore no
 * dependency. Sets the globals that tfjs looks for, so it must run before tfjs's WebGPU backend is imported.
 */
export async function nodeGpu(): Promise<GPU | string> {
  const packageName = 'webgpu';
  const dawn = await import(/* @vite-ignore */ packageName).catch(() => undefined);
  if (dawn === undefined) {
    return 'Node has no WebGPU of its own; `npm install --no-save webgpu` adds Dawn (132 MB)';
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]) as GPU;
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
  return gpu;
}
