import { describe, expect, it } from 'vitest';
import { browserFailures, describeFailure, unitFailures } from './failures.mjs';

describe('unitFailures', () => {
  const failures = (testResults: unknown, uncaught: readonly string[] = []) =>
    unitFailures({ testResults }, uncaught, '/project');

  it('names each test that failed by its file, its groups and its title', () => {
    const test = (title: string, status: string, ...failureMessages: readonly string[]) => ({
      ancestorTitles: ['sum', 'of two'],
      ...{ title, status, failureMessages },
    });
    const assertionResults = [
      test('adds', 'passed'),
      test('carries', 'failed', 'expected 9 to be 10', 'expected 8 to be 10'),
      test('waits', 'pending'),
    ];
    expect(
      failures([{ name: '/project/src/sum.test.ts', status: 'failed', message: '', assertionResults }]),
    ).toEqual([
      {
        name: 'src/sum.test.ts › sum › of two › carries',
        message: 'expected 9 to be 10\nexpected 8 to be 10',
      },
    ]);
  });

  it('names a file that cannot be loaded', () => {
    const broken = { name: '/project/src/sum.test.ts', status: 'failed', message: 'No such module' };
    const whole = { name: '/project/src/cut.test.ts', status: 'passed', message: '' };
    expect(failures([broken, whole].map((file) => ({ ...file, assertionResults: [] })))).toEqual([
      { name: 'src/sum.test.ts', message: 'No such module' },
    ]);
  });

  it('names errors that no test caught', () => {
    expect(failures([], ['Error: late\n    at timer'])).toEqual([
      { name: 'error outside a test', message: 'Error: late\n    at timer' },
    ]);
  });
});

describe('browserFailures', () => {
  const spec = (title: string, status: string, ...messages: readonly string[]) => ({
    title,
    tests: [{ projectName: 'page', status, results: messages.map((message) => ({ errors: [{ message }] })) }],
  });

  it('names each test that failed, also one that passed at its second try', () => {
    const suites = [
      {
        title: 'links.spec.ts',
        specs: [spec('opens', 'expected'), spec('shares', 'flaky', 'Timed out')],
        suites: [{ title: 'old links', specs: [spec('open', 'unexpected', 'No link', 'None yet')] }],
      },
    ];
    expect(browserFailures({ suites, errors: [] })).toEqual([
      { name: 'page › links.spec.ts › shares', message: 'Timed out' },
      { name: 'page › links.spec.ts › old links › open', message: 'No link\nNone yet' },
    ]);
  });

  it('leaves out tests that were skipped, and names a run that could not start', () => {
    const suites = [{ title: 'links.spec.ts', specs: [spec('opens', 'skipped')] }];
    expect(browserFailures({ suites, errors: [{ message: 'No server' }] })).toEqual([
      { name: 'error outside a test', message: 'No server' },
    ]);
  });
});

describe('describeFailure', () => {
  it('prints the name and the first ten lines of the message, without colours and empty lines', () => {
    const message = [
      '\u001b[31mwrong\u001b[39m',
      '',
      ...Array.from({ length: 20 }, (_, line) => `line ${line}`),
    ];
    const lines = describeFailure({ name: 'sum.test.ts › adds', message: message.join('\n') }).split('\n');
    expect(lines.slice(0, 3)).toEqual(['FAILED sum.test.ts › adds', '    wrong', '    line 0']);
    expect(lines).toHaveLength(11);
  });

  it('cuts a line that is too long to read', () => {
    const [, line] = describeFailure({ name: 'adds', message: 'x'.repeat(500) }).split('\n');
    expect(line).toBe(`    ${'x'.repeat(200)}`);
  });
});
