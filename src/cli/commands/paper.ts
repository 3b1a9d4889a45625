import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEVICE_PREFERENCES, type DevicePreference } from '../../core/device';
import { SpecError } from '../../core/errors';
import { type Messages, setMessages } from '../../core/language/t';
import { CATALOG, trainingSetTitle } from '../../core/network/catalog';
import { claimsMarkdown, replaceClaims, verdictCounts } from '../../experiment/paper/claims/claimsMarkdown';
import { type Outcomes, outcomesFile } from '../../experiment/paper/claims/judgeClaims';
import {
  MEASURED_MODELS,
  PAPER_FIGURES,
  PAPER_MODELS,
  type PaperFigure,
  paperCost,
  paperExperiments,
  paperSets,
  quickVersion,
} from '../../experiment/paper/figures';
import { checkChoice } from '../../experiment/settings/settingError';
import { countOf } from '../../experiment/text/numberWords';
import { EXIT_FAILURE, printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { wholeNumberOf, workersOf } from '../options/numbers';
import { checkOutFile, writeResults } from '../options/outFile';
import { rejectModelFile } from '../options/rejectModelFile';
import { rejectUnsupported, unsupportedBeside } from '../options/unsupportedOptions';
import { wrapText } from '../options/wrapText';
import { judgeFolder } from '../paper/paperFolder';
import { type PaperJob, runPaper } from '../paper/runPaper';
import { projectRoot } from '../projectRoot';
import { writeWhole } from '../session/writeWhole';

const RESULTS = join(projectRoot, 'src/experiment/paper/results');
/** Options of a measurement. */
const MEASURING = ['fig', 'model', 'quick', 'data', 'limit', 'device', 'workers'];
const FIGURES = [...PAPER_FIGURES, 'table1', 'all'] as const;

const USAGE = `Usage: npm run paper -- [options]

Runs the experiments behind the paper's figures for every embedded network and keeps what comes out
(docs/paper.md): what is there already is not run again, so Ctrl-C stops at any time and the next
call goes on. Coarse to fine: a few trials of every experiment first. The whole run is meant for a
night: its budget is printed before it starts.

Options (defaults in brackets):
  --fig <name>       ${FIGURES.join(', ')} [all]
  --model <id>       ${wrapText(`only this network: ${MEASURED_MODELS.join(', ')} [all]`, 21)}
  --quick            a tiny version of every figure, to see that all of it runs; kept in a temporary
                     folder
  --data <folder>    the real sets too: its folders mnist, cifar10 and fsdd; needs --out
  --limit <minutes>  stop after this time
  --report <file>    write the table of claims as .md from what is there, and measure nothing; a
                     file with the marks <!-- claims --> and <!-- /claims --> keeps all but what is
                     between them
  --out <folder>     folder of the results [src/experiment/paper/results, which the page shows]
  --device <name>    ${DEVICE_PREFERENCES.join(', ')} [auto]
  --workers <n>      engine workers on WASM and cpu [one per core]
  --help             print this text
`;

const OPTIONS = {
  fig: { type: 'string' },
  model: { type: 'string' },
  quick: { type: 'boolean' },
  data: { type: 'string' },
  limit: { type: 'string' },
  report: { type: 'string' },
  out: { type: 'string' },
  device: { type: 'string' },
  workers: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const { quick = false, out } = values;
  const fig = checkChoice('fig', values.fig ?? 'all', FIGURES);
  if (values.report !== undefined) rejectUnsupported(values, unsupportedBeside('--report', MEASURING));
  if (fig === 'table1')
    rejectUnsupported(values, unsupportedBeside('--fig table1', ['data', 'limit', 'out']));
  rejectModelFile(values.model);
  const model = values.model === undefined ? null : checkChoice('model', values.model, MEASURED_MODELS);
  const device = checkChoice('device', values.device ?? 'auto', DEVICE_PREFERENCES);
  const workers = workersOf(values.workers);
  const minutes = values.limit === undefined ? null : wholeNumberOf('limit', values.limit, 1, 100_000);
  if (values.data !== undefined && out === undefined)
    throw new SpecError(
      'out',
      'Results on real sets are not the page’s: expected --out <folder> beside --data',
    );
  if (out !== undefined && existsSync(out) && !statSync(out).isDirectory())
    throw new SpecError('out', `Cannot write into "${out}": it is a file, expected a folder`);
  const folder =
    out !== undefined ? resolve(out) : quick ? mkdtempSync(join(tmpdir(), 'ares-paper-')) : RESULTS;

  if (values.report !== undefined) {
    checkOutFile(values.report, ['.md']);
    const outcomes = judgeAndKeep(folder);
    const table = claimsMarkdown(outcomes);
    const old = existsSync(values.report) ? readFileSync(values.report, 'utf8') : '';
    return writeResults(replaceClaims(old, table) ?? table, values.report, verdictCounts(outcomes));
  }

  const jobs = fig === 'table1' ? [] : planJobs({ fig, model, quick, data: values.data ?? null, folder });
  if (fig !== 'table1') describeJobs(jobs, quick);
  const stop = stopSignal();
  const ends = [stop, ...(minutes === null ? [] : [AbortSignal.timeout(60_000 * minutes)])];
  const ran = await runPaper(jobs, { device, workers, stop: AbortSignal.any(ends) });
  if (fig !== 'table1') {
    const outcomes = judgeAndKeep(folder);
    printStatus(`Ran ${countOf(ran, 'trial')}; results are in ${folder}`);
    printStatus(verdictCounts(outcomes));
  }
  if (ends.some(({ aborted }) => aborted)) {
    printStatus('Stopped before its end: the same call goes on from here');
    return stop.aborted ? stoppedExit(stop) : 0;
  }
  if (fig !== 'table1' && fig !== 'all') return 0;
  return runTable1(quick ? 'lenet-fc' : model, quick, device, workers);
});

/**
 * Judges the results in a folder and writes the outcomes beside them for the page, which does not
 * compute intervals: in English, and in German for a page in that language.
 */
function judgeAndKeep(folder: string): Outcomes {
  const judge = (language: 'en' | 'de') => {
    const outcomes = judgeFolder(folder);
    writeWhole(join(folder, outcomesFile(language)), `${JSON.stringify(outcomes, null, 1)}\n`);
    return outcomes;
  };
  setMessages(germanMessages());
  judge('de');
  setMessages(null);
  return judge('en');
}

function germanMessages(): Messages {
  const folder = join(projectRoot, 'messages/de');
  const texts = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return Object.assign({}, ...texts);
}

interface Wanted {
  readonly fig: PaperFigure | 'all';
  readonly model: string | null;
  readonly quick: boolean;
  readonly data: string | null;
  readonly folder: string;
}

function planJobs({ fig, model, quick, data, folder }: Wanted): PaperJob[] {
  // A quick run takes one network for each figure, and TiGRU, the only one with a hidden state.
  const quickModels = ['chip-net', 'lenet-fc', ...(fig === 'all' || fig === '6' ? ['ti-gru'] : [])];
  const models = model !== null ? [model] : quick ? quickModels : MEASURED_MODELS;
  const jobs = models.flatMap((id) =>
    paperSets(CATALOG.get(id)!).flatMap((set): PaperJob[] => {
      const dataFolder = set === 'generated' ? null : data === null ? undefined : join(data, set);
      if (dataFolder === undefined || (dataFolder !== null && !existsSync(dataFolder))) return [];
      const experiments = paperExperiments(id, set)
        .filter(({ figures }) => fig === 'all' || figures.includes(fig))
        .filter(
          (experiment) => !quick || id !== 'ti-gru' || model !== null || experiment.id === 'hiddenState',
        )
        .map((experiment) => (quick ? quickVersion(experiment) : experiment));
      const name = set === 'generated' ? id : `${id}.${set}`;
      const isClaimed = PAPER_MODELS.includes(id) && id !== 'chip-net';
      const isTimed = (fig === 'all' || fig === '6') && set === 'generated' && isClaimed && !quick;
      return [{ model: id, set, dataFolder, experiments, folder: join(folder, name), isTimed }];
    }),
  );
  const found = jobs.filter(({ experiments }) => experiments.length > 0);
  if (found.length > 0) return found;
  throw new SpecError(
    'fig',
    `${model ?? 'No network'} has no part in figure ${fig}: expected another --fig or --model`,
  );
}

/** The budget, for people. */
function describeJobs(jobs: readonly PaperJob[], quick: boolean): void {
  let total = 0;
  for (const { model, set, experiments } of jobs) {
    const { hours, trials } = paperCost(model, experiments);
    total += hours;
    const { title, dataKind } = CATALOG.get(model)!;
    const { numSamples, trials: perRate } = experiments[0]!.spec;
    printStatus(
      `${title} on ${trainingSetTitle(set, dataKind)}: ${countOf(experiments.length, 'experiment')}, ${countOf(perRate, 'trial')} per rate, ` +
        `${numSamples} samples, ${countOf(trials, 'trial')}${quick ? '' : `, at most ${hours.toFixed(1)} h of one core`}`,
    );
  }
  if (!quick)
    printStatus(`Budget: at most ${total.toFixed(1)} h of one core on WASM, without what is there already`);
}

/** Table 1 has a command of its own; it measures what is missing. */
function runTable1(model: string | null, quick: boolean, device: DevicePreference, workers?: number): number {
  const args = [
    ...(model === null ? [] : ['--model', model]),
    ...(quick ? ['--quick'] : []),
    ...['--device', device],
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
  ];
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'scripts/run.mjs'), 'table1', ...args], {
    stdio: 'inherit',
  });
  return status ?? EXIT_FAILURE;
}
