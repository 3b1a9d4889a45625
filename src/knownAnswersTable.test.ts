import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = dirname(fileURLToPath(import.meta.url));
const rows = readFileSync(join(src, '../docs/known-answers.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ''))
  .map(([, number, , file, name]) => ({
    number: Number(number),
    file: file!.replaceAll('`', ''),
    name: name!,
  }));

it('has a test for each of the twelve known answers', () => {
  expect([...new Set(rows.map(({ number }) => number))]).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
});

it.each(rows.map(({ number, file, name }) => [number, file, name] as const))(
  '%d: the test in %s that docs/known-answers.md names is there: %s',
  (_, file, name) => {
    expect(readFileSync(join(src, file), 'utf8').replaceAll("\\'", "'")).toContain(name);
  },
);
