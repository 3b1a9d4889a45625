import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpecError } from '../../core/errors';
import { checkOutFile } from './outFile';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ares-out-'));
  mkdirSync(at('folder.json'));
  writeFileSync(at('old.json'), 'old');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('checkOutFile', () => {
  it('lets pass a new file and an old one, and leaves both as they are', () => {
    checkOutFile(at('new.json'), ['.json', '.csv']);
    expect(existsSync(at('new.json'))).toBe(false);
    checkOutFile(at('old.json'), ['.json']);
    expect(readFileSync(at('old.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['folder.json', 'old.json']);
  });

  it('refuses a file beside which nothing can be written', () => {
    mkdirSync(at('beside.json.new'));
    writeFileSync(at('beside.json'), 'old');
    expect(() => checkOutFile(at('beside.json'), ['.json'])).toThrow(
      /EISDIR.*beside\.json\.new.*expected a place that may be written to/,
    );
  });

  it.each([
    ['result.txt', 'expected a file name that ends in .json or .csv'],
    ['nowhere/result.json', `nowhere" does not exist, expected one that does`],
    ['old.json/result.json', 'old.json" is a file, expected a folder'],
    ['folder.json', 'it is a folder, expected the name of a file'],
  ])('refuses %s with what was found and wanted', (name, sentence) => {
    expect(() => checkOutFile(at(name), ['.json', '.csv'])).toThrow(SpecError);
    expect(() => checkOutFile(at(name), ['.json', '.csv'])).toThrow(sentence);
  });

  it.skipIf(process.platform !== 'linux')('refuses a file system that takes no files', () => {
    expect(() => checkOutFile('/proc/result.json', ['.json'])).toThrow(
      /expected a place that may be written to/,
    );
  });
});
