import { describe, expect, it, test } from 'vitest';
import { AssetError } from '../errors';
import { chooseFiles, isSystemFile } from './folderFiles';

test.each([
  ['._0_george_0.wav', true],
  ['recordings/._0_george_0.wav', true],
  ['.DS_Store', true],
  ['a/Thumbs.db', true],
  ['desktop.ini', true],
  ['__MACOSX/recordings/0_george_0.wav', true],
  ['0_george_0.wav', false],
  ['a._b/0_george_0.wav', false],
  ['my__MACOSX/a.wav', false],
  ['.hidden', false],
])('%s is a system file: %s', (path, expected) => {
  expect(isSystemFile(path)).toBe(expected);
});

describe('chooseFiles', () => {
  const choose = (paths: readonly string[], folderName?: string) =>
    chooseFiles(paths, (path) => path, folderName);

  it.each([
    ['all that lie side by side, by name', ['b', 'a'], ['a', 'b']],
    ['those in the fewest folders', ['a/a', 'a', 'b/b/b'], ['a']],
    ['those of folders that bear their names', ['t10k/t10k', 'train/train'], ['t10k/t10k', 'train/train']],
    ['those of several folders by their own names', ['a/2', 'b/1'], ['b/1', 'a/2']],
    ['the plain one of two', ['a.gz', 'a', 'b.gz'], ['a', 'b.gz']],
    ['nothing of nothing', [], []],
  ])('takes %s', (_, paths, expected) => {
    expect(choose(paths)).toEqual(expected);
  });

  it('takes those of the named folder before others', () => {
    expect(choose(['logo.png', 'images/a.png', 'x/images/b.png'], 'images')).toEqual(['images/a.png']);
    expect(choose(['logo.png', 'x/a.png'], 'images')).toEqual(['logo.png']);
    expect(choose(['logo.png', 'images/old/a.png'], 'images')).toEqual(['logo.png']);
  });

  it('refuses one name in two folders, and one path twice', () => {
    expect(() => choose(['a', 'a'])).toThrow('a: The file has the name of a: expected each name once');
    expect(() => choose(['mnist/t10k', 'fashion/t10k.gz'])).toThrow(AssetError);
    expect(() => choose(['mnist/t10k', 'fashion/t10k.gz'])).toThrow(
      'mnist/t10k: The file has the name of fashion/t10k.gz: expected each name once',
    );
  });
});
