import { describe, expect, it } from 'vitest';
import { run, stopAt } from './command.fixture';

describe('store', () => {
  it('ends with 143 when it is stopped by SIGTERM', async () => {
    const { code, stderr } = await run('store', [], stopAt('Device', 'SIGTERM'));
    expect(code, stderr).toBe(143);
  });
});
