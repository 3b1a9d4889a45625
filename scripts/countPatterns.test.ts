import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** A pattern of digits alone before the number of all trials, which has a comma. */
const WITHOUT_COMMA = /\\d[*+] of \d+,\d/;

it('browser tests read counts of trials of a thousand and more, which have commas', () => {
  const folder = join(import.meta.dirname, '../e2e');
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(specs.length).toBeGreaterThan(20);
  const lacking = specs.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line, at) => (WITHOUT_COMMA.test(line) ? [`${name}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(lacking, 'expected [\\d,] in place of \\d').toEqual([]);
});
