import { basename } from 'node:path';
import { SpecError } from '../../core/errors';
import { compareWithChip } from '../../experiment/chip/chipComparison';
import { type ChipTable, readChipTable } from '../../experiment/chip/chipTable';
import { chipCsv, chipDocument, type SimulatedChip } from '../../experiment/chip/exportChip';
import { unpackTable } from '../../experiment/chip/unpackTable';
import { lossOrigin, makeCurve } from '../../experiment/curve/curve';
import { guessingSentence } from '../../experiment/curve/guessing';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { inField } from '../../experiment/settings/settingError';
import { checkBerGrid } from '../../experiment/sweep/berGrid';
import { seriesOf } from '../../experiment/sweep/series';
import { countOf } from '../../experiment/text/numberWords';
import { printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { workersOf } from '../options/numbers';
import { checkOutFile, writeResults } from '../options/outFile';
import { SPEC_OPTIONS } from '../options/specOptions';
import { specUsage } from '../options/specUsage';
import { rejectUnsupported, type UnsupportedOptions } from '../options/unsupportedOptions';
import { describeChip } from '../session/describeChip';
import { measure } from '../session/measure';
import { readGivenFile } from '../session/readGivenFile';
import { describeSession } from '../session/report';
import { requestExperiment } from '../session/requestExperiment';
import { countedPerClass, environmentOf, openSession } from '../session/session';

/** The network of the chip that the paper measured. */
const CHIP_MODEL = 'chip-net';

const UNSUPPORTED: UnsupportedOptions = {
  ber: "the rates are those of the chip's table",
  encoding: 'both are simulated',
  measure: "the chip's table has classification errors, top1",
};

const USAGE = `Usage: npm run chip -- --csv <file> [options]

Simulates a measured chip at its own bit error rates, with signs stored in two's complement and as
sign and magnitude, and says how far the errors are apart (Fig. 2 of the paper: 12 % on average).
The network is the paper's chip's, ${CHIP_MODEL}, unless --model or --link names another; rates and
encoding of a link are ignored. Ctrl-C stops and keeps what it has.

Chip:
  --csv <file>          columns Vdd, BER and error in any order, a row for each voltage, sorted by
                        rate, at most 200 rates; rows of one rate are repeats; gzipped or not; units
                        may stand in the header or in a row below it: Vdd in V or mV, error in % or
                        as a share, such as: Vdd (V),BER,error (%)

${specUsage(Object.keys(UNSUPPORTED))}

Output:
  --out <file>          write rows, averages and every trial as .json, or the rows as .csv [a table
                        on standard output]
  --workers <n>         engine workers on WASM and cpu [one per core]
  --help                print this text
`;

const OPTIONS = {
  ...SPEC_OPTIONS,
  csv: { type: 'string' },
  out: { type: 'string' },
  workers: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const { csv, out, workers: workersText, ...options } = values;
  rejectUnsupported(options, UNSUPPORTED);
  if (out !== undefined) checkOutFile(out, ['.json', '.csv']);
  const workers = workersOf(workersText);
  const chip = await readChip(csv);
  const rates = [...new Set(chip.rows.map(({ ber }) => ber))].filter((ber) => ber > 0);
  if (rates.length === 0)
    throw new SpecError('csv', `${chip.name}: No row has a BER above 0: expected at least one to simulate`);
  const bers = inField('csv', () => checkBerGrid({ kind: 'list', bers: rates }));
  const model = options.link === undefined ? { model: CHIP_MODEL } : {};
  const requested = await requestExperiment({ ...model, ...options }, printStatus);
  for (const note of chip.notes) printStatus(note);
  if (requested.spec.measure !== 'top1')
    throw new SpecError(
      'measure',
      `Cannot compare by measure ${requested.spec.measure}: expected top1, as the chip's table has classification errors`,
    );

  const stop = stopSignal();
  const session = await openSession(
    { ...requested, spec: { ...requested.spec, bers } },
    printStatus,
    workers,
  );
  printStatus(describeSession(session));
  const environment = environmentOf(session);
  const simulated: SimulatedChip[] = [];
  let failure: Error | null = null;
  for (const { label, spec } of seriesOf('chip', session.spec, 'layers')) {
    const startMs = performance.now();
    printStatus(`With ${label}`);
    const run = await measure({ spec, engine: session.engine }, stop);
    const { measurement } = run;
    if (measurement !== null) {
      const { baseline, results } = measurement;
      const guessing = guessingSentence(spec, baseline);
      if (guessing !== null) printStatus(guessing);
      const { points } = makeCurve(spec, baseline, results);
      const context = {
        link: formatLink(spec, { ...DEFAULT_VIEW, tab: 'chip' }),
        environment,
        elapsedMs: performance.now() - startMs,
        imagesPerClass: countedPerClass(session),
      };
      const comparison = compareWithChip(chip, points, lossOrigin(spec, baseline));
      simulated.push({ label, measurement, comparison, context });
    }
    failure = run.failure;
    if (failure !== null || stop.aborted) break;
  }
  session.pool.terminate();
  const links = simulated.map(({ context }) => `Link: ${context.link}`);
  const text =
    out === undefined
      ? [...describeChip(chip, simulated), ...links, ''].join('\n')
      : out.endsWith('.csv')
        ? chipCsv(chip, simulated, environment)
        : `${JSON.stringify(chipDocument(chip, simulated), null, 1)}\n`;
  const exitCode = simulated.length === 0 ? 0 : writeResults(text, out, countOf(chip.rows.length, 'row'));
  if (failure === null && !stop.aborted) return exitCode;
  const kept = simulated.reduce((sum, { measurement }) => sum + measurement.results.length, 0);
  printStatus(`Stopped: kept ${countOf(kept, 'trial')}`);
  if (failure !== null) throw failure;
  return stoppedExit(stop);
});

/** Throws SpecError, in the words of the parser where the table cannot be used. */
async function readChip(csv: string | undefined): Promise<ChipTable> {
  if (csv === undefined)
    throw new SpecError(
      'csv',
      'Cannot compare without a chip: expected --csv <file> with columns Vdd, BER and error',
    );
  const name = basename(csv);
  const given = inField('csv', () => readGivenFile(csv, 'a table with columns Vdd, BER and error'));
  const bytes = await unpackTable(given, name);
  return inField('csv', () => readChipTable(bytes, name));
}
