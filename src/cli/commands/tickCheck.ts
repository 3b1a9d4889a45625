import { SpecError } from '../../core/errors';
import { LENET_FC } from '../../core/network/networks/lenet';
import { formatBer } from '../../core/pattern/ber';
import type { Baseline } from '../../core/site/injection';
import { formatText, isFixedPoint } from '../../core/words/numberFormat';
import { startDevice } from '../../engine/inference/devices';
import { uploadBatch } from '../../engine/inference/imageBatches';
import { loadNetwork } from '../../engine/loading/loadNetwork';
import { loadSamples } from '../../engine/loading/loadSamples';
import { parseLayers } from '../../experiment/settings/checkLayers';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { toInjection } from '../../experiment/settings/toInjection';
import { gridBers } from '../../experiment/sweep/berGrid';
import { bernoulliFlipChance } from '../../experiment/sweep/flipChance';
import type { ScoredTrial } from '../../experiment/sweep/results';
import { markdownTable, type TableColumn } from '../../experiment/text/markdownTable';
import { countOf } from '../../experiment/text/numberWords';
import { percentOf } from '../../experiment/text/percentWords';
import { tickText } from '../../experiment/text/rateWords';
import { searchTicks, type TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { type Tick, whyUnresolved } from '../../experiment/ticks/tick';
import { TICK_LOSSES } from '../../experiment/ticks/tickLoss';
import { tolerance } from '../../experiment/ticks/tolerance';
import { nodeGpu } from '../../worker/nodeGpu';
import { LastLayerTrials } from '../bench/lastLayerTrials';
import { EXIT_FAILURE, printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { wholeNumberOf, workersOf } from '../options/numbers';
import { rejectUnsupported, type UnsupportedOptions } from '../options/unsupportedOptions';
import { readEmbeddedData, readModelFiles } from '../session/assets';
import { endProgress, progressLine } from '../session/progressLine';
import { openSession } from '../session/session';
import { checkGridTicks } from '../tickCheck/gridTickCheck';

const LAYER = LENET_FC.layers.at(-1)!;
const SPEC: ExperimentSpec = {
  ...DEFAULT_SPEC,
  model: LENET_FC.id,
  layers: [LAYER.name],
  rateCoupling: 'independent',
};
const [FROM, TO] = [1e-6, 1e-1];
/** Half widths of the bands around the reference, decades: what each tick is asked to keep. */
const BANDS = { 0: 0.25, 1: 0.25, 5: 0.1, 10: 0.1 } as const;
/** Trials that are run on the engine too: the reference's first ones at these rates. */
const COMPARED = { bers: [1e-4, 1e-3, 1e-2, 1e-1], trials: 25 };
/** Share of the searches that must lie within their band. */
const WANTED_SHARE = 0.95;
const PROGRESS_EVERY_MS = 2000;
const COLUMNS: readonly TableColumn[] = [
  'loss',
  'reference',
  'median search',
  'band',
  'within band',
  'interval holds reference',
  'median width',
  'evaluations',
  'trials',
].map((title) => ({ title, align: 'right' }));
/** A stop waits for as many trials: a rate may have millions. */
const TRIALS_PER_BREATH = 1000;

const UNSUPPORTED_WITH_GRID: UnsupportedOptions = {
  searches: 'the ticks of a grid are not searched',
  reference: 'the reference of the grid is its pool',
};
const ONLY_GRID = 'it belongs to --grid';
const UNSUPPORTED_WITHOUT_GRID: UnsupportedOptions = {
  layers: ONLY_GRID,
  pool: ONLY_GRID,
  draws: ONLY_GRID,
  keep: ONLY_GRID,
  workers: ONLY_GRID,
};

const USAGE = `Usage: npm run tick-check -- [options]

Checks the adaptive search for ticks (docs/tick-search.md) on FC-3 of LeNetFC, ${SPEC.numSamples} generated
digits, Q2.6: measures the ticks once with many trials, then searches them again and again, each
time with another seed, and prints how often the search came close and how often its interval held
the reference. Prints Markdown; fails when fewer than ${100 * WANTED_SHARE} % came close.

With --grid it checks the ticks that are read off a sweep's grid instead (docs/ticks.md), on each
layer of LeNetFC: runs a pool of trials, then draws the 30 of a sweep from it again and again; fails
when fewer than 93 % of the intervals at 1, 5 and 10 points hold the tick of the whole pool on a
finer grid. How it counts is tested on made-up pools (src/cli/tickCheck/gridCoverage.test.ts).

Options (defaults in brackets):
  --grid             check the grid's ticks
  --layers <list>    layers, each by itself [all]
  --pool <n>         trials in the pool [900]
  --draws <n>        times that a sweep is drawn [1000]
  --keep <folder>    keep the pool there, and go on with what is there
  --workers <n>      engine workers [one per core]
  --searches <n>     searches [40]
  --reference <n>    evaluations at each rate of the reference, an evaluation being a trial that
                     flips something [6000]
  --seed <n>         seed of the reference; searches take the next ones [${SPEC.seed}]
  --help             print this text
`;

const OPTIONS = {
  grid: { type: 'boolean' },
  layers: { type: 'string' },
  pool: { type: 'string' },
  draws: { type: 'string' },
  keep: { type: 'string' },
  workers: { type: 'string' },
  searches: { type: 'string' },
  reference: { type: 'string' },
  seed: { type: 'string', default: String(SPEC.seed) },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  rejectUnsupported(values, values.grid === true ? UNSUPPORTED_WITH_GRID : UNSUPPORTED_WITHOUT_GRID);
  if (values.grid === true) {
    const pool = wholeNumberOf('pool', values.pool ?? '900', SPEC.trials, 100_000);
    const check = {
      layers: parseLayers(values.layers ?? 'all', LENET_FC),
      pool,
      draws: wholeNumberOf('draws', values.draws ?? '1000', 1, 100_000),
      folder: values.keep ?? null,
      seed: wholeNumberOf('seed', values.seed, 0, 2 ** 32 - 1),
      workers: workersOf(values.workers),
    };
    const stop = stopSignal();
    const checked = await checkGridTicks(check, stop);
    if (checked === null) return stoppedExit(stop);
    process.stdout.write([...checked.lines, ''].join('\n'));
    for (const problem of checked.missed) printStatus(problem);
    return checked.missed.length === 0 ? 0 : EXIT_FAILURE;
  }
  const numSearches = wholeNumberOf('searches', values.searches ?? '40', 1, 100_000);
  const numEvaluations = wholeNumberOf('reference', values.reference ?? '6000', 1, 100_000);
  const seed = wholeNumberOf('seed', values.seed, 0, 2 ** 32 - 1 - numSearches);
  const stop = stopSignal();
  const spec = { ...SPEC, seed };
  const trials = await openTrials(spec);
  const baseline = await compareWithEngine(spec, trials, stop);
  if (baseline === null) return EXIT_FAILURE;

  const flipChance = (ber: number) => bernoulliFlipChance(trials.numBits, ber);
  const tell = atIntervals(progressLine);
  const results: ScoredTrial[] = [];
  for (const ber of gridBers({ kind: 'span', from: FROM, to: TO, perDecade: 8 })) {
    const numTrials = Math.ceil(numEvaluations / flipChance(ber));
    for (let trial = 0; trial < numTrials; trial++) {
      if (trial % TRIALS_PER_BREATH === 0) await breathe();
      if (stop.aborted) return stoppedExit(stop);
      const { wrong } = trials.run({ ber, trial }, seed);
      results.push({ ber, trial, wrong, total: spec.numSamples });
    }
    tell(`Reference: ${formatBer(ber)}`);
  }
  endProgress();
  const reference = tolerance({ spec, baseline, results })!.ticks;

  const searches: TickEstimate[][] = [];
  let numAsked = 0;
  const question = { baseline: baseline.quantized, from: FROM, to: TO, flipChance };
  while (searches.length < numSearches && !stop.aborted) {
    const searchSeed = seed + 1 + searches.length;
    const estimates: TickEstimate[] = [];
    const search = searchTicks(
      question,
      async (asked) => {
        await breathe();
        const answers = asked.map((trial) => trials.run(trial, searchSeed));
        numAsked += answers.filter(({ flips }) => flips > 0).length;
        return answers;
      },
      stop,
    );
    for await (const estimate of search) estimates.push(estimate);
    searches.push(estimates);
    tell(`${searches.length} of ${numSearches} searches`);
  }
  endProgress();
  if (stop.aborted) return stoppedExit(stop);
  const ofTick = (index: number) => searches.map((estimates) => estimates[index]!);
  const lines = [
    ...markdownTable(
      COLUMNS,
      reference.map((tick, index) => describeTick(tick, ofTick(index))),
    ),
    '',
    `${numSearches} searches, ${Math.round(numAsked / numSearches)} evaluations each for all ${TICK_LOSSES.length} ticks together.`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
  const missed = reference.filter(
    (tick, index) => numWithin(tick, ofTick(index)) < WANTED_SHARE * numSearches,
  );
  for (const { loss } of missed)
    printStatus(`Fewer than ${100 * WANTED_SHARE} % within the band at ${countOf(loss, 'point')}`);
  return missed.length === 0 ? 0 : EXIT_FAILURE;
});

/** Estimates no farther from the reference than the band of its loss; a bound is within none. */
function numWithin({ loss, ber }: Tick, estimates: readonly TickEstimate[]): number {
  return offsetsFrom(ber.value, estimates).filter((offset) => Math.abs(offset) <= BANDS[loss]).length;
}

/** Decades from the reference to each estimate that is no bound. */
function offsetsFrom(reference: number, estimates: readonly TickEstimate[]): readonly number[] {
  const exact = estimates.filter(({ ber }) => ber.bound === 'exact');
  return exact.map(({ ber }) => Math.log10(ber.value / reference));
}

/** Lets Ctrl-C in: nothing else here waits for the outside. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Passes on what is said, but not what follows at once. */
function atIntervals(report: (line: string) => void): (line: string) => void {
  let saidMs = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (performance.now() - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = performance.now();
    report(line);
  };
}

async function openTrials(spec: ExperimentSpec): Promise<LastLayerTrials> {
  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  const { network } = await loadNetwork(readModelFiles(LENET_FC.id, 'generated'), LENET_FC);
  const samples = await loadSamples(readEmbeddedData('digits', spec.numSamples), false);
  const batch = uploadBatch(samples, LENET_FC, [0, spec.numSamples]);
  const { format, encoding } = spec;
  if (!isFixedPoint(format))
    throw new SpecError('format', `Cannot check ticks of ${formatText(format)}: expected a fixed-point type`);
  const layer = { name: LAYER.name, tensor: LAYER.tensors[0]!.tensor, format, encoding };
  return LastLayerTrials.of(network, batch, layer);
}

/**
 * Returns the engine's baseline. Returns null and prints a sentence if the engine's counts differ
 * from those of the direct evaluation.
 */
async function compareWithEngine(
  spec: ExperimentSpec,
  trials: LastLayerTrials,
  stop: AbortSignal,
): Promise<Baseline | null> {
  const { pool, engine } = await openSession({ spec, dataFolder: null, device: 'wasm' }, printStatus, 1);
  try {
    const asked = COMPARED.bers.flatMap((ber) =>
      Array.from({ length: COMPARED.trials }, (_, trial) => ({ ber, trial })),
    );
    const injections = asked.map(({ ber, trial }) => toInjection(spec, ber, trial));
    const baseline = await engine.baseline(injections[0]!, stop);
    const counts = await engine.evaluate(injections, stop);
    const differing = asked.filter((trial, index) => {
      const { wrong, flips } = trials.run(trial, spec.seed);
      return wrong !== counts[index]!.wrong || flips !== counts[index]!.flips;
    });
    const sameBaseline = baseline.quantized.wrong === trials.baselineWrong;
    printStatus(
      `Direct evaluation against the engine: ${asked.length - differing.length} of ${asked.length} trials agree, ` +
        `baseline ${trials.baselineWrong} and ${baseline.quantized.wrong} wrong`,
    );
    return differing.length === 0 && sameBaseline ? baseline : null;
  } finally {
    pool.terminate();
  }
}

function describeTick(reference: Tick, estimates: readonly TickEstimate[]): readonly string[] {
  const { loss, ber } = reference;
  const intervals = estimates.flatMap(({ interval }) => (interval === null ? [] : [interval]));
  const holding = intervals.filter(
    ({ low, high }) => (low === null || low <= ber.value) && (high === null || high >= ber.value),
  );
  const widths = intervals.map(({ low, high }) =>
    low === null || high === null ? Number.POSITIVE_INFINITY : Math.log10(high / low),
  );
  const share = (part: number, whole: number) => `${part} of ${whole} (${percentOf(part / whole, 0)})`;
  const mean = (values: readonly number[]) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return [
    countOf(loss, 'point'),
    tickText(reference, whyUnresolved(reference)),
    (ber.value * 10 ** median(offsetsFrom(ber.value, estimates))).toExponential(2),
    `±${BANDS[loss]}`,
    share(numWithin(reference, estimates), estimates.length),
    share(holding.length, intervals.length),
    median(widths).toFixed(2),
    String(mean(estimates.map(({ evaluations }) => evaluations))),
    String(mean(estimates.map(({ trials }) => trials))),
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
