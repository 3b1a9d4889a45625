import { describe, expect, it } from 'vitest';
import { run, stopAt } from './command.fixture';

describe('record-default', () => {
  it('ends with 143 when it is stopped by SIGTERM', async () => {
    const { code, stderr } = await run('record-default', [], stopAt(/Device/, 'SIGTERM'));
    expect(code, stderr).toBe(143);
  });
});
