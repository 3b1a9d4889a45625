// Installs missing packages, runs every check and prints one total: `npm test [-- --unit | --e2e]`.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { browserFailures, describeFailure, unitFailures } from './failures.mjs';
import { browserResults, readKnownAnswers, unitResults, unproven } from './knownAnswers.mjs';
import { findBrowser, installDependencies, requireNode, root } from './setup.mjs';

requireNode();
const only = readOptions();
installDependencies();

const reports = join(root, '.cache/reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const all = !only.unit && !only.e2e;
const sums = [];
if (all) {
  const checks = [
    check('types', 'typescript/bin/tsc', ['--noEmit']),
    check('lint', '@biomejs/biome/bin/biome', ['check', '.']),
    check('unused', 'knip/bin/knip.js', []),
  ];
  sums.push(...(await Promise.all(checks)));
}
if (all || only.unit) sums.push(unitTests());
if (all || only.e2e) sums.push(...(await browserTests()));
sums.push(knownAnswers());

console.log('');
const failures = sums.flatMap((sum) => sum.failures);
for (const failure of failures) console.log(`${describeFailure(failure)}\n`);
for (const { name, ...counts } of sums) console.log(`${name.padEnd(8)} ${line(counts)}`);
const add = (key) => sums.reduce((total, sum) => total + sum[key], 0);
process.exitCode = failures.length > 0 ? 1 : 0;
console.log(line({ passed: add('passed'), failures, skipped: add('skipped') }));

function readOptions() {
  try {
    return util.parseArgs({ options: { unit: { type: 'boolean' }, e2e: { type: 'boolean' } } }).values;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function line({ passed, failures, skipped }) {
  return `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Runs a script of a package with visible output. Returns its exit code, or null if it was killed.
 */
function runScript(script, args, env = {}) {
  return spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    ...inCi(env),
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}

/** Options of a child process. In CI mode none asks questions, watches files or hides the total. */
function inCi(env = {}) {
  return { cwd: root, env: { ...process.env, CI: 'true', ...env }, timeout: 3_600_000 };
}

/** Runs a check beside others. Prints its output as one block when it has ended. */
function check(name, script, args) {
  return new Promise((resolve) => {
    const options = { ...inCi(), maxBuffer: Infinity };
    execFile(
      process.execPath,
      [join(root, 'node_modules', script), ...args],
      options,
      (error, stdout, stderr) => {
        console.log(`\n# ${name}\n${stdout}${stderr}`.trimEnd());
        const failures = error === null ? [] : [{ name, message: `${stdout}${stderr}` }];
        resolve({ name, passed: 1 - failures.length, failures, skipped: 0 });
      },
    );
  });
}

function unitTests() {
  console.log('\n# unit');
  const file = join(reports, 'unit.json');
  const uncaughtFile = join(reports, 'uncaught.json');
  const status = runScript(
    'vitest/vitest.mjs',
    [
      'run',
      '--configLoader=runner',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      '--reporter=./scripts/uncaughtErrors.mjs',
    ],
    { UNCAUGHT_ERRORS_FILE: uncaughtFile },
  );
  return sum('unit', status, () => {
    const report = readJson(file);
    return {
      passed: report.numPassedTests,
      failures: unitFailures(report, readJson(uncaughtFile), root),
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

async function browserTests() {
  console.log('\n# browser');
  const browser = await findBrowser();
  if (browser === null) {
    const named = process.env.CHROMIUM_PATH;
    const message = named
      ? `Cannot start the browser CHROMIUM_PATH names: ${named}`
      : 'No Chromium starts here and none can be installed: set CHROMIUM_PATH to one';
    return [{ name: 'browser', passed: 0, failures: [{ name: 'browser', message }], skipped: 0 }];
  }
  console.log(`Browser: ${browser.path} (${browser.source})`);
  return [
    playwright('browser', browser.path, ['gpu', 'page']),
    // Runs last and one test at a time: these tests need the cores.
    playwright('live', browser.path, ['live'], { ARES_E2E_BUILT: 'true' }),
  ];
}

function playwright(name, browserPath, projects, env = {}) {
  const file = join(reports, `${name}.json`);
  const args = ['test', ...projects.map((project) => `--project=${project}`)];
  const named = { CHROMIUM_PATH: browserPath, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const status = runScript('@playwright/test/cli.js', args, { ...named, ...env });
  return sum(name, status, () => {
    const report = readJson(file);
    const { expected: passed, skipped } = report.stats;
    return { passed, failures: browserFailures(report), skipped };
  });
}

/** Checks in the reports of this run that each test in docs/known-answers.md passed. */
function knownAnswers() {
  const answers = readKnownAnswers(readFileSync(join(root, 'docs/known-answers.md'), 'utf8'));
  const isInBrowser = ({ file }) => file.startsWith('../e2e/');
  const asked = answers.filter((answer) => all || (isInBrowser(answer) ? only.e2e : only.unit));
  const read = (name, resultsOf) => {
    const file = join(reports, `${name}.json`);
    return existsSync(file) ? resultsOf(readJson(file)) : [];
  };
  const results = [
    ...read('unit', unitResults),
    ...['browser', 'live'].flatMap((name) => read(name, browserResults)),
  ];
  const failures = unproven(asked, results).map((message) => ({ name: 'known answer', message }));
  return { name: 'answers', passed: asked.length - failures.length, failures, skipped: 0 };
}

/**
 * Adds the counts of a report. A missing report, or a bad exit code without a failed test, counts
 * as one failure.
 */
function sum(name, status, readCounts) {
  try {
    const { failures, ...counts } = readCounts();
    const isUnexplained = status !== 0 && failures.length === 0;
    const unexplained = isUnexplained ? [{ name, message: `ended with exit code ${status}` }] : [];
    return { name, ...counts, failures: [...failures, ...unexplained] };
  } catch (error) {
    return { name, passed: 0, failures: [{ name, message: `no report: ${error.message}` }], skipped: 0 };
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
