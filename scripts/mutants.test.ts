import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Wrong version of the code, as `mutants.mjs` reads it. */
interface Mutant {
  readonly id: string;
  /** Describes the mistake in a sentence. */
  readonly wrong: string;
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
  readonly testFile: string;
  /** Full name of the test that must fail: the names of its groups, then its own. */
  readonly test: string;
}

const mutants: readonly Mutant[] = readdirSync('mutants').flatMap((name) =>
  JSON.parse(readFileSync(`mutants/${name}`, 'utf8')),
);

/**
 * Matches a string that is the first argument of a call before a function: the name of a test or of
 * a group.
 */
const NAME = /\(\s*(['"`])((?:\\.|(?!\1).)*)\1,\s*(?:async\s*)?\(/gs;

/**
 * Returns true if a name consists of names in the test file, where `%s` and `$name` match anything.
 */
function isTestOf(testFile: string, test: string): boolean {
  const source = readFileSync(testFile, 'utf8');
  const names = Array.from(source.matchAll(NAME), ([, , name]) =>
    name!
      .replace(/\\(.)/g, '$1')
      .replace(/[\\^*+?()[\]{}|.]/g, '\\$&')
      .replace(/%(?:\\\.\d+)?[a-z]|\$\w+/gi, '.*'),
  );
  return new RegExp(`^(?:${names.join('|')})(?: (?:${names.join('|')}))*$`, 's').test(test);
}

describe('the list of mutants', () => {
  it('has at least 40, each under a name of its own', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(40);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });

  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))(
    '%s changes a text that occurs once, and its test is there',
    (_, { wrong, file, text, replacement, testFile, test }) => {
      expect(wrong).toMatch(/^\S.*\.$/);
      expect(readFileSync(file, 'utf8').split(text)).toHaveLength(2);
      expect(replacement).not.toBe(text);
      expect(isTestOf(testFile, test), `${test} in ${testFile}`).toBe(true);
    },
  );

  it('finds a test that is not there (control)', () => {
    const testFile = 'src/core/words/packing.test.ts';
    expect(isTestOf(testFile, 'the lowest word lies in the lowest bits')).toBe(true);
    expect(isTestOf(testFile, 'words of 9 bits come back from their lanes')).toBe(true);
    expect(isTestOf(testFile, 'the lowest word lies in the highest bits')).toBe(false);
  });
});
