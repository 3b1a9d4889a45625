import { describe, expect, it } from 'vitest';
import { run, stopAt } from './command.fixture';

describe('tick-check', () => {
  it('ends with 143 when it is stopped by SIGTERM', async () => {
    const { code, stderr } = await run('tick-check', [], stopAt(/trials agree/, 'SIGTERM'));
    expect(code, stderr).toBe(143);
  });
});
