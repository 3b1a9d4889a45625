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
 * Returns true if the test file has a test of this full name, where `%s` and `$name` match
 * anything. The indentation tells which groups are around a test.
 */
function isTestOf(testFile: string, test: string): boolean {
  const source = readFileSync(testFile, 'utf8');
  const around: { readonly column: number; readonly pattern: string }[] = [];
  return Array.from(source.matchAll(NAME)).some(({ index, 2: name }) => {
    const line = source.slice(source.lastIndexOf('\n', index) + 1);
    const column = line.search(/\S/);
    while (around.length > 0 && around.at(-1)!.column >= column) around.pop();
    around.push({ column, pattern: patternOf(name!) });
    return new RegExp(`^${around.map(({ pattern }) => pattern).join(' ')}$`, 's').test(test);
  });
}

/** Returns a pattern of the names that a test has for its rows. */
function patternOf(name: string): string {
  return name
    .replace(/\\(.)/g, '$1')
    .replace(/[\\^*+?()[\]{}|.]/g, '\\$&')
    .replace(/%(?:\\\.\d+)?[a-z#]|\$\w+/gi, '.*');
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
    // Without its group.
    expect(isTestOf('src/ui/charts/marks/LossTicks.test.tsx', 'stand at the rates of their ticks')).toBe(
      false,
    );
  });
});
