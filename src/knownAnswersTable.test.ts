import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { browserResults, readKnownAnswers, unitResults, unproven } from '../scripts/knownAnswers.mjs';

const src = dirname(fileURLToPath(import.meta.url));

it('has a test for each of the twelve known answers', () => {
  const answers = readKnownAnswers(readFileSync(join(src, '../docs/known-answers.md'), 'utf8'));
  const numbers = new Set(answers.map(({ number }) => number));
  expect([...numbers]).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});

describe('a known answer', () => {
  const answers = readKnownAnswers(
    [
      '| no. | claim | test file | name |',
      '| --- | --- | --- | --- |',
      '| 1 | it adds | `core/sum.test.ts` | %d + %d is %d |',
      '| 2 | on a GPU too | `../e2e/gpu/sum.spec.ts` | adds (on WebGPU) |',
    ].join('\n'),
  );
  const unit = (status: string, title = '1 + 2 is 3', name = '/work/src/core/sum.test.ts') =>
    unitResults({ testResults: [{ name, assertionResults: [{ title, status }] }] });
  const browser = (...statuses: readonly string[]) => {
    const specs = [
      {
        file: 'gpu/sum.spec.ts',
        title: 'adds (on WebGPU)',
        tests: statuses.map((status) => ({ status })),
      },
    ];
    return browserResults({ suites: [{ specs: [], suites: [{ specs }] }] });
  };

  it('is proven by a test that passed, in each of its runs', () => {
    expect(unproven(answers, [...unit('passed'), ...browser('expected')])).toEqual([]);
    expect(
      unproven(answers, [...unit('passed'), ...unit('failed', '2 + 2 is 5'), ...browser('expected')]),
    ).toEqual(['1: did not pass in core/sum.test.ts: 2 + 2 is 5']);
  });

  it.each(['failed', 'skipped', 'pending', 'todo'])('is not proven by a test that is %s', (status) => {
    expect(unproven(answers, [...unit(status), ...browser('expected')])).toEqual([
      '1: did not pass in core/sum.test.ts: 1 + 2 is 3',
    ]);
  });

  it.each([['skipped'], ['flaky'], ['expected', 'unexpected'], []])(
    'is not proven by a browser test that is %s %s',
    (...statuses) => {
      expect(unproven(answers, [...unit('passed'), ...browser(...statuses)])).toEqual([
        '2: did not pass in ../e2e/gpu/sum.spec.ts: adds (on WebGPU)',
      ]);
    },
  );

  it('is not proven by a test of another name or another file', () => {
    const missing = ['1: no test in core/sum.test.ts is named %d + %d is %d'];
    expect(unproven(answers, [...unit('passed', 'not 1 + 2 is 3'), ...browser('expected')])).toEqual(missing);
    const elsewhere = unit('passed', '1 + 2 is 3', '/work/src/engine/sum.test.ts');
    expect(unproven(answers, [...elsewhere, ...browser('expected')])).toEqual(missing);
  });
});
