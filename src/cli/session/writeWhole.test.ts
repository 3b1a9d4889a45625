import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { draftOf, writeWhole } from './writeWhole';

let folder: string;
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ares-whole-'));
});

describe('writeWhole', () => {
  it('writes a new file, in a new folder too, and replaces an old one, with nothing beside it', () => {
    writeWhole(at('new/result.json'), 'one');
    expect(read('new/result.json')).toBe('one');
    writeWhole(at('new/result.json'), 'two');
    expect(read('new/result.json')).toBe('two');
    expect(readdirSync(at('new'))).toEqual(['result.json']);
  });

  it.skipIf(!existsSync('/dev/full'))('leaves the old file whole where the disk is full', () => {
    writeFileSync(at('result.json'), 'old');
    symlinkSync('/dev/full', at('result.json.new'));
    expect(() => writeWhole(at('result.json'), 'new')).toThrow('ENOSPC');
    expect(read('result.json')).toBe('old');
    expect(readdirSync(folder)).toEqual(['result.json']);
  });

  it('replaces the file and does not write into it: who has it open reads the old one to its end', () => {
    writeFileSync(at('result.json'), 'old');
    const { ino } = statSync(at('result.json'));
    writeWhole(at('result.json'), 'new');
    expect(statSync(at('result.json')).ino).not.toBe(ino);
  });

  it.skipIf(process.platform === 'win32')('follows a link, and keeps who may read the file', () => {
    mkdirSync(at('elsewhere'));
    writeFileSync(at('elsewhere/private.json'), 'old', { mode: 0o600 });
    symlinkSync(at('elsewhere/private.json'), at('link.json'));
    writeWhole(at('link.json'), 'new');
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect(read('elsewhere/private.json')).toBe('new');
    expect(statSync(at('elsewhere/private.json')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(!existsSync('/dev/null'))('has no draft of a device, which is written as it is', () => {
    expect(draftOf('/dev/null')).toBeNull();
  });
});
