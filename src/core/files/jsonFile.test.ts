import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../errors';
import { fieldError, parseJson } from './jsonFile';

describe('parseJson', () => {
  it('names the file, how it starts and what was wanted', () => {
    expect(parseJson('{"a":1}', 'f.json', 'a receipt')).toEqual({ a: 1 });
    expect(() => parseJson(`<html>${'x'.repeat(99)}`, 'f.json', 'a receipt')).toThrow(
      `f.json: The file starts with "<html>${'x'.repeat(34)}", which is not JSON: expected a receipt`,
    );
  });
});

describe('fieldError', () => {
  it.each<[string, unknown, PropertyKey[]]>([
    ['Field "a.0.b" is 7', { a: [{ b: 7 }] }, ['a', 0, 'b']],
    ['Field "a" is missing', {}, ['a']],
    ['Field "a.b" is missing', { a: null }, ['a', 'b']],
    ['Field "a" is null', { a: null }, ['a']],
    ['Field "a" is a list of 3', { a: [1, 2, 3] }, ['a']],
    ['Field "a" is an object', { a: {} }, ['a']],
    ['The content is false', false, []],
    [`Field "a" is "${'x'.repeat(40)}"`, { a: 'x'.repeat(40) }, ['a']],
    [`Field "a" is "${'x'.repeat(39)}…"`, { a: 'x'.repeat(100) }, ['a']],
  ])('says: %s', (sentence, file, path) => {
    const error = fieldError('f.json', file, { path, wanted: 'a word' });
    expect(error).toBeInstanceOf(AssetError);
    expect(error.message).toBe(`f.json: ${sentence}: expected a word`);
  });

  it('stays short for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.string()), (file, path) => {
        expect(fieldError('f', file, { path, wanted: 'x' }).message.length).toBeLessThan(180);
      }),
    );
  });
});
