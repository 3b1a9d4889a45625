import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storedOutcomes } from '../storedPaper';
import { claimsMarkdown, replaceClaims, verdictCounts } from './claimsMarkdown';

const read = (name: string) => readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');

test('the readme counts the verdicts as they are stored', () => {
  const sentence =
    /Of (\d+) claims of the paper, (\d+) are reproduced, (\d+) agree in direction, (\d+) are not reproduced, (\d+) cannot be tested [^,]*, and (\d+) are not settled/;
  const readme = read('README.md').replace(/\s+/g, ' ');
  const [, all, reproduced, direction, not, untestable, unsettled] = sentence.exec(readme)!;
  expect(
    `${all} claims: ${reproduced} reproduced, ${direction} direction only, ${not} not reproduced, ` +
      `${untestable} cannot be tested here, ${unsettled} not settled yet`,
  ).toBe(verdictCounts(storedOutcomes()));
});

test('docs/claims.md lists the claims as the report writes them from the stored outcomes', () => {
  const text = read('docs/claims.md');
  expect(replaceClaims(text, claimsMarkdown(storedOutcomes()))).toBe(text);
});
