// Runs one command: `node scripts/run.mjs sweep --help`. Builds all commands first if a source has
// changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { joinNegatives } from './joinNegatives.mjs';
import { installDependencies, requireNode, root } from './setup.mjs';

/** Each: `npm run <name>` and src/cli/commands/<name in camel case>.ts. Texts as in docs/cli.md. */
const COMMANDS = {
  sweep: 'measures the error at a grid of bit error rates',
  ticks: 'finds the rates that cost 0, 1, 5 and 10 points with few trials',
  compare: 'compares two results of `sweep` by the ratio of their ticks',
  faults: 'lists the bits that one trial flips, so that another program can check them',
  inspect: 'prints what a network of your own holds, and what cannot be run',
  conformance: 'runs tests of ONNX operators and counts what passes',
  chip: 'compares a measured chip with the simulation at its own rates',
  paper: "runs the experiments of the paper's figures and judges its claims; resumable",
  table1: "prints the paper's Table 1 and ours; searches the smallest number formats",
  train: 'trains a network of the catalogue and writes its weights',
  convert: "turns Keras or TensorFlow.js weights into the explorer's own files",
  generate: 'generates an embedded data set again, with equal samples',
  'record-default': 'records the run that ships with the page',
  parity: 'checks that a device flips exactly the bits that a link says',
  'tick-check': 'measures the accuracy of ticks and the coverage of their intervals',
  fuzz: 'opens changed copies of network files, which must open or be refused',
  bench: 'measures the speed of injection, trials and workers',
};

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
  const isHelp = name === '--help';
  const unknown = isHelp || name === undefined ? '' : `There is no command ${JSON.stringify(name)}\n\n`;
  (isHelp ? process.stdout : process.stderr).write(`${unknown}${usage()}\n`);
  process.exit(isHelp ? 0 : 2);
}
requireNode();
installDependencies();

// Without this, Mesa's Vulkan drivers, which Dawn loads, print warnings where nobody is logged in.
process.env.XDG_RUNTIME_DIR ??= tmpdir();
const fileOf = (command) => command.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const outDir = join(root, 'dist/cli');
const stampFile = join(outDir, '.sources');
const stamp = hashSources();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  // In a child process: Vite leaves threads, signal handlers and NODE_ENV behind.
  const files = Object.keys(COMMANDS).map(fileOf);
  const build = spawnSync(process.execPath, [join(root, 'scripts/buildCommands.mjs'), outDir, ...files], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
  writeFileSync(stampFile, stamp);
}

// In this process, so that signals, stdin and the exit code are the command's own.
const built = join(outDir, `${fileOf(name)}.js`);
process.argv = [process.execPath, built, ...joinNegatives(args)];
await import(pathToFileURL(built).href);

/**
 * Hashes everything that a command can be built from. Uses contents, because a checkout resets all
 * times.
 */
function hashSources() {
  const hash = createHash('sha1').update(readFileSync(join(root, 'package-lock.json')));
  const files = ['scripts', 'src']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function usage() {
  const lines = Object.entries(COMMANDS).map(([command, what]) => `  ${command.padEnd(16)}${what}`);
  return [
    'Usage: npm run <command> -- [options], or node scripts/run.mjs <command> [options]',
    ...lines,
    'With --help a command lists its options.',
  ].join('\n');
}
