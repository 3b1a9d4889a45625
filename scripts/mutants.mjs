// Breaks the code in the ways that mutants/*.json lists, one at a time, and requires that the named
// test fails: `npm run mutants [-- --list | --only ID…]`. Works in a separate git worktree; see
// docs/testing.md.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import util from 'node:util';
import { installDependencies, requireNode, root } from './setup.mjs';

/** Time limit of Vitest for each test file in milliseconds: a mutant may loop for ever. */
const TIMEOUT_MS = 300_000;

requireNode();
const options = readOptions();
const mutants = chooseMutants(options.only);
if (options.list) {
  for (const { id, wrong } of mutants) console.log(`${id.padEnd(32)} ${wrong}`);
  process.exit();
}
installDependencies();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort(signal));

const folder = mkdtempSync(join(tmpdir(), 'ares-mutants-'));
const tree = join(folder, 'tree');
const report = join(folder, 'report.json');
const sum = { killed: 0, survived: 0, unusable: 0 };
try {
  checkOut();
  await tryAll();
} finally {
  // Has no effect if the worktree was not made. The output is discarded.
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}
if (stop.signal.aborted) process.exit(128 + constants.signals[stop.signal.reason]);
console.log(
  Object.entries(sum)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', '),
);
process.exitCode = sum.killed === mutants.length ? 0 : 1;

function readOptions() {
  try {
    const { values, positionals } = util.parseArgs({
      allowPositionals: true,
      options: { list: { type: 'boolean' }, only: { type: 'string', multiple: true } },
    });
    if (values.only === undefined && positionals.length > 0)
      throw new Error(`Cannot use ${positionals[0]}: expected --only before the ids of mutants`);
    return { list: values.list, only: values.only && [...values.only, ...positionals] };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

/** Returns all mutants, or those that `only` names. */
function chooseMutants(only) {
  const lists = readdirSync(join(root, 'mutants')).sort();
  const all = lists.flatMap((name) => JSON.parse(readFileSync(join(root, 'mutants', name), 'utf8')));
  const unknown = only?.find((wanted) => !all.some(({ id }) => id === wanted));
  if (unknown !== undefined) {
    console.error(`There is no mutant ${JSON.stringify(unknown)}: --list names them all`);
    process.exit(2);
  }
  return only === undefined ? all : all.filter(({ id }) => only.includes(id));
}

/** Makes the worktree: the last commit, with later changes of the files that git tracks. */
function checkOut() {
  const identity = ['-c', 'user.name=mutants', '-c', 'user.email=mutants@localhost'];
  const changed = git(...identity, 'stash', 'create');
  git('worktree', 'add', '--detach', tree, changed === '' ? 'HEAD' : changed);
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
}

function git(...args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

/** Runs the named tests, first all of them on the original code, then each on its mutant. */
async function tryAll() {
  const before = await runTests(mutants);
  for (const mutant of mutants) {
    if (stop.signal.aborted) return;
    const outcome = before.get(keyOf(mutant))?.passed
      ? await tryMutant(mutant)
      : { kind: 'unusable', why: 'its test does not pass without it, or is not there' };
    if (stop.signal.aborted) return;
    sum[outcome.kind]++;
    const why = outcome.kind === 'survived' ? mutant.wrong : outcome.why;
    console.log(`${outcome.kind.padEnd(9)} ${mutant.id}${why === undefined ? '' : `: ${why}`}`);
  }
}

/** Names a test among those of all files. */
function keyOf({ testFile, test }) {
  return `${testFile} ${test}`;
}

async function tryMutant(mutant) {
  const { file, text, replacement } = mutant;
  const path = join(tree, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(text);
  if (parts.length !== 2) {
    const times = parts.length - 1;
    return { kind: 'unusable', why: `its text occurs ${times} times in ${file}: expected once` };
  }
  writeFileSync(path, parts.join(replacement));
  const result = (await runTests([mutant])).get(keyOf(mutant));
  writeFileSync(path, source);
  if (result === undefined) return { kind: 'unusable', why: 'the code does not compile with it' };
  if (result.passed) return { kind: 'survived' };
  // An unknown name means that the mutant is invalid code, whatever its test checks.
  const isNoCode = /^(ReferenceError|SyntaxError)/.test(result.message);
  return isNoCode ? { kind: 'unusable', why: result.message.split('\n')[0] } : { kind: 'killed' };
}

/**
 * Runs the tests that some mutants name in the worktree. Returns for each test that ran, by
 * `keyOf`, whether it passed, and why not.
 */
async function runTests(named) {
  rmSync(report, { force: true });
  const files = [...new Set(named.map(({ testFile }) => testFile))];
  const names = [...new Set(named.map(({ test }) => test))];
  const pattern = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', ...files, '--configLoader=runner', '--testNamePattern', `^(${pattern})$`],
      ...['--reporter=json', `--outputFile=${report}`],
    ],
    // A process group, because a looping worker of Vitest outlives its parent.
    { cwd: tree, stdio: 'ignore', detached: true, env: { ...process.env, CI: 'true' } },
  );
  const end = () => killGroup(child);
  const timer = setTimeout(end, TIMEOUT_MS * files.length);
  stop.signal.addEventListener('abort', end);
  await new Promise((resolve) => {
    child.on('close', resolve);
  });
  clearTimeout(timer);
  stop.signal.removeEventListener('abort', end);
  end();
  const found = new Map();
  for (const { name, assertionResults } of readReport()) {
    const testFile = files.find((file) => name.endsWith(`/${file}`));
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      const key = keyOf({ testFile, test: fullName });
      // A repeated test fails when one of its runs fails.
      if (found.get(key)?.passed === false) continue;
      found.set(key, { passed: status === 'passed', message: failureMessages.join('\n') });
    }
  }
  return found;
}

/** Ends a process and its children. Ignores those that have ended. */
function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Windows has no process groups.
    child.kill('SIGKILL');
  }
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return [];
  }
}
