import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROGRAM, VERSION } from './program';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

it('has the version of package.json and CITATION.cff', () => {
  expect(JSON.parse(read('package.json'))).toMatchObject({ version: VERSION });
  expect(read('CITATION.cff')).toContain(`\nversion: ${VERSION}\n`);
  expect(PROGRAM).toBe(`Ares Explorer ${VERSION}`);
});
