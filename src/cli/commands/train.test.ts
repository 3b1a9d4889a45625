import { describe, expect, it } from 'vitest';
import { idxFolder, run } from './command.fixture';

describe('train', () => {
  it.each([
    [['vgg'], 2, 'Cannot train "vgg": expected one of lenet-fc, chip-net'],
    [[], 2, 'Cannot train without a model: expected one of lenet-fc'],
    [['lenet-fc'], 2, 'Cannot train without --data: expected generated or a folder'],
    [['lenet-fc', '--data', 'generated', '--seed', 'x'], 2, 'Cannot use "x" for --seed'],
    [['lenet-fc', '--data', 'generated', '--epochs', '0'], 2, 'expected a whole number from 1 to 1000'],
    [['lenet-fc', '--data', '/nowhere'], 1, '/nowhere: The folder does not exist'],
    [['lenet-fc', '--data', idxFolder(2, 2)], 1, 'The test set has the digest'],
  ] as const)('refuses %j with one sentence', async (args, expectedCode, sentence) => {
    const { code, stderr } = await run('train', [...args]);
    expect(code).toBe(expectedCode);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
