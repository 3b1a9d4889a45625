// Finds the tests that docs/known-answers.md names and that did not pass in a run.

/**
 * Reads the rows of the table in docs/known-answers.md: number, test file below src, and name of
 * the test.
 */
export function readKnownAnswers(markdown) {
  return markdown
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, number]) => /^\d+$/.test(number ?? ''))
    .map(([, number, , file, name]) => ({ number: Number(number), file: file.replaceAll('`', ''), name }));
}

/** Reads the tests of a Vitest report: file, title and whether it passed. */
export function unitResults({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status }) => ({ file: name, title, passed: status === 'passed' })),
  );
}

/**
 * Reads the tests of a Playwright report. A test that passed only at its second try did not pass.
 */
export function browserResults({ suites }) {
  return suites.flatMap(({ suites: inner = [], specs }) => [
    ...specs.map(({ file, title, tests }) => ({
      ...{ file, title },
      passed: tests.length > 0 && tests.every(({ status }) => status === 'expected'),
    })),
    ...browserResults({ suites: inner }),
  ]);
}

/**
 * Returns a sentence for each answer whose test did not pass or did not run. A repeated test must
 * pass every time.
 */
export function unproven(answers, results) {
  return answers.flatMap(({ number, file, name }) => {
    const title = titlePattern(name);
    const found = results.filter((result) => isSameFile(result.file, file) && title.test(result.title));
    if (found.length === 0) return [`${number}: no test in ${file} is named ${name}`];
    const failed = found.filter(({ passed }) => !passed).map((result) => result.title);
    return failed.length === 0 ? [] : [`${number}: did not pass in ${file}: ${failed.join('; ')}`];
  });
}

/**
 * Compares file paths. Reports name a file by its full path or from some folder on, so the common
 * tail is compared.
 */
function isSameFile(a, b) {
  const parts = [a, b].map((path) => path.replaceAll('\\', '/').split('/').reverse());
  const common = Math.min(...parts.map(({ length }) => length));
  const [first, second] = parts.map((names) => names.slice(0, common).join('/'));
  return first === second;
}

/** Patterns of the values that a test is repeated with. Numbers contain no spaces. */
const VALUES = { '%d': '\\S+', '%s': '.*', '%j': '.*' };

function titlePattern(name) {
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = name.split(/(%[dsj])/).map((part) => VALUES[part] ?? literal(part));
  return new RegExp(`^${parts.join('')}$`);
}
