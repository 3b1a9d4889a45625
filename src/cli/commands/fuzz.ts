import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { AssetError, SpecError } from '../../core/errors';
import { openGraph } from '../../engine/graph/openGraph';
import { openSource } from '../../engine/loading/openSource';
import { grouped } from '../../experiment/text/numberWords';
import { type Mutation, mutate, mutationsOf } from '../fuzz/mutation';
import { printStatus, runCommand } from '../options/command';
import { wholeNumberOf } from '../options/numbers';

const USAGE = `Usage: npm run fuzz -- <file>... [options]

Changes bytes of each network file and opens what comes out: it must open, or be refused with a
sentence. Prints how many did. An error of another kind is printed with the changes that cause it,
made as few as possible, and the exit code is 1.

Options (defaults in brackets):
  --runs <n>   changed copies of each file [10000]
  --seed <n>   seed of the changes [1]
  --help       print this text
`;

/** Copies after which progress is printed. */
const PROGRESS = 1000;

runCommand(
  { usage: USAGE, options: { runs: { type: 'string' }, seed: { type: 'string' } }, allowPositionals: true },
  async (values, paths) => {
    if (paths.length === 0) throw new SpecError('file', 'Cannot fuzz: expected at least one network file');
    const runs = wholeNumberOf('runs', values.runs ?? '10000', 1, 1_000_000);
    const seed = wholeNumberOf('seed', values.seed ?? '1', 0, 2 ** 31 - 1);
    let exitCode = 0;
    for (const path of paths) if (!(await fuzzFile(path, runs, seed))) exitCode = 1;
    return exitCode;
  },
);

/** Returns true if each changed copy of a file was opened or refused. */
async function fuzzFile(path: string, runs: number, seed: number): Promise<boolean> {
  const bytes = Uint8Array.from(readFileSync(path));
  const name = basename(path);
  const numbers = { opened: 0, refused: 0 };
  await open(name, bytes);
  const property = fc.asyncProperty(mutationsOf(bytes.length), async (mutations: readonly Mutation[]) => {
    try {
      await open(name, mutate(bytes, mutations));
      numbers.opened++;
    } catch (cause) {
      if (!(cause instanceof AssetError)) throw cause;
      numbers.refused++;
    }
    const done = numbers.opened + numbers.refused;
    if (done % PROGRESS === 0) printStatus(`${name}: ${grouped(done)} of ${grouped(runs)}`);
  });
  const details = await fc.check(property, { numRuns: runs, seed });
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const counts = `${grouped(numbers.opened)} opened, ${grouped(numbers.refused)} refused`;
  if (!details.failed) {
    process.stdout.write(`${name}: ${counts}; peak memory ${grouped(peak)} MB\n`);
    return true;
  }
  process.stdout.write(`${name}: an error that is no refusal\n${fc.defaultReportMessage(details) ?? ''}\n`);
  return false;
}

/** Opens a network file with all its tensors. Throws AssetError if it is refused. */
async function open(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const weights = { name, blob: new Blob([bytes]) };
  const source = await openSource({ format: 'network', weights, others: [] });
  try {
    await openGraph(source);
  } finally {
    source.close();
  }
}
