// Names what failed in a run of `npm test`, so that the end of its output tells it.
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MAX_LINES = 10;
const MAX_COLUMNS = 200;

/**
 * Lists what failed in a Vitest report and in the errors that no test caught. A file that cannot be
 * loaded has no tests that could fail, so it counts as one failure.
 */
export function unitFailures({ testResults }, uncaught, root) {
  const inFiles = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ name: file, message }];
    return failed.map(({ ancestorTitles, title, failureMessages }) => ({
      name: [file, ...ancestorTitles, title].join(' › '),
      message: failureMessages.join('\n'),
    }));
  });
  return [...inFiles, ...uncaught.map((message) => ({ name: 'error outside a test', message }))];
}

/**
 * Lists what failed in a Playwright report. A test that passed only at its second try failed, as
 * did a run that could not start.
 */
export function browserFailures({ suites, errors }) {
  return [
    ...suites.flatMap((suite) => failuresOfSuite(suite, [])),
    ...errors.map(({ message }) => ({ name: 'error outside a test', message })),
  ];
}

function failuresOfSuite({ title, suites = [], specs }, above) {
  const around = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        name: [projectName, ...around, spec.title].join(' › '),
        message: results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n'),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failuresOfSuite(suite, around))];
}

/** Prints a failure: its name and the first lines of its message, without colours. */
export function describeFailure({ name, message }) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MAX_LINES)
    .map((line) => `    ${line.slice(0, MAX_COLUMNS)}`);
  return [`FAILED ${name}`, ...lines].join('\n');
}
