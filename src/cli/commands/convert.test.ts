import { describe, expect, it } from 'vitest';
import { folder, run } from './command.fixture';

describe('convert', () => {
  const all = ['lenet-fc', '--data', folder, '--notes', 'made up'];
  it.each([
    [[], 2, 'Cannot convert without a model: expected its id and a weight file'],
    [['lenet-fc', 'w.h5'], 2, 'Cannot convert without --data: expected a folder'],
    [all, 2, 'Cannot convert nothing: expected a weight file'],
    [
      [...all, '/nowhere.h5'],
      1,
      '/nowhere.h5: The file does not exist: expected a weight file of Keras or tfjs',
    ],
  ])('refuses %j with one sentence', async (args, expectedCode, sentence) => {
    const { code, stderr } = await run('convert', args);
    expect(stderr).toBe(`${sentence}\n`);
    expect(code).toBe(expectedCode);
  });
});
