import { describe, expect, it } from 'vitest';
import { run } from './command.fixture';

describe('generate', () => {
  it('refuses what it cannot draw', async () => {
    const { code, stderr } = await run('generate', ['letters']);
    expect(code).toBe(2);
    expect(stderr).toBe('Cannot generate "letters": expected digits or pictures or speech or text\n');
  });
});
