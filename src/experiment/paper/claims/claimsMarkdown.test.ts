import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STORED_OUTCOMES } from '../storedPaper';
import { verdictCounts } from './claimsMarkdown';

const read = (name: string) => readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');

test('the readme and the list of claims count the verdicts as they are stored', () => {
  const sentence =
    /Of (\d+) claims of the paper, (\d+) are reproduced, (\d+) agree in direction, (\d+) are not reproduced, (\d+) cannot be tested [^,]*, and (\d+) are not settled/;
  const readme = read('README.md').replace(/\s+/g, ' ');
  const [, all, reproduced, direction, not, untestable, unsettled] = sentence.exec(readme)!;
  expect(
    `${all} claims: ${reproduced} reproduced, ${direction} direction only, ${not} not reproduced, ` +
      `${untestable} cannot be tested here, ${unsettled} not settled yet`,
  ).toBe(verdictCounts(STORED_OUTCOMES));
  expect(read('docs/claims.md')).toContain(verdictCounts(STORED_OUTCOMES));
});
