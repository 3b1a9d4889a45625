import { describe, expect, it } from 'vitest';
import { run } from './command.fixture';

describe('parity', () => {
  // Those of plain JavaScript are in kernels.test.ts.
  it.for(['wasm', 'webgpu'])('finds every kernel exact on %s in Node', async (device, context) => {
    const { code, stdout, stderr } = await run('parity', ['--device', device]);
    if (device === 'webgpu' && stderr.includes('Cannot use WebGPU')) {
      console.warn(`NOT TESTED: WebGPU in Node. ${stderr.trim().split('\n').at(-1)}`);
      context.skip();
    }
    expect(code, stderr).toBe(0);
    console.info(stdout.trim());
    expect(stdout).toMatch(/^(\d+) of \1 kernel cases agree on /);
  });
});
