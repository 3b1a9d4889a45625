import { describe, expect, it } from 'vitest';
import { run } from './command.fixture';

describe('bench', () => {
  it.each([
    [['--trials', '5'], 'Cannot use --trials here: it takes --shortcuts'],
    [['--shortcuts', '--rounds', '5'], 'Cannot use --rounds here: it has no effect with --shortcuts'],
    [['--dynamic', '--full-size'], 'Cannot use --dynamic and --full-size: expected one of them'],
    [['--dynamic', '--model', 'vgg16'], 'Cannot use model "vgg16": expected lenet-fc or'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('bench', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });
});
