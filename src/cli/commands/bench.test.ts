import { describe, it } from 'vitest';
import { expectRefusal } from './command.fixture';

describe('bench', () => {
  it.each([
    [['--trials', '5'], 'Cannot use --trials here: it takes --shortcuts'],
    [['--shortcuts', '--rounds', '5'], 'Cannot use --rounds here: it has no effect with --shortcuts'],
    [['--dynamic', '--full-size'], 'Cannot use --dynamic and --full-size: expected one of them'],
    [['--dynamic', '--model', 'vgg16'], 'Cannot use model "vgg16": expected lenet-fc or'],
  ])('refuses %j with one sentence', (args, sentence) => expectRefusal('bench', args, sentence));
});
