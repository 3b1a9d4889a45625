import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SpecError } from '../core/errors';
import { exportCsv, exportDocument } from '../experiment/exportRows';
import { formatLink } from '../experiment/link';
import { DEFAULT_VIEW } from '../experiment/view';
import { EXIT_STOPPED, runCommand, say, stopSignal } from './command';
import { measure } from './measure';
import { describeMeasurement, describeSession } from './report';
import { environmentOf, openSession } from './session';
import { readExperiment, SPEC_OPTIONS, SPEC_USAGE } from './specOptions';

const USAGE = `Usage: npm run sweep -- [options]

Flips bits of a network's weights at a grid of bit error rates and counts wrong predictions. Ctrl-C stops the run and
keeps what it has.

${SPEC_USAGE}

Output:
  --out <file>          write all results as .json or .csv [a table on standard output]
  --workers <n>         engine workers on WASM and cpu [one per core]
  --help                print this text
`;

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...SPEC_OPTIONS,
      out: { type: 'string' },
      workers: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { out } = values;
  if (out !== undefined && !/\.(json|csv)$/.test(out)) {
    throw new SpecError('out', `Cannot write "${out}": expected a file name that ends in .json or .csv`);
  }
  const workers = values.workers === undefined ? undefined : Number(values.workers);
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 256)) {
    throw new SpecError(
      'workers',
      `Cannot use ${values.workers} workers: expected a whole number from 1 to 256`,
    );
  }

  const startMs = performance.now();
  const stop = stopSignal();
  const session = await openSession(readExperiment(values, say), say, workers);
  const { spec, pool } = session;
  say(describeSession(session));

  const measurement = await measure(session, stop);
  pool.terminate();
  if (measurement === null) {
    say('Stopped before the baseline was measured: nothing to keep');
    return EXIT_STOPPED;
  }
  const link = formatLink(spec, DEFAULT_VIEW);
  const context = { link, environment: environmentOf(session), elapsedMs: performance.now() - startMs };
  if (out === undefined) process.stdout.write(describeMeasurement(measurement, link));
  else {
    writeFileSync(
      out,
      out.endsWith('.csv')
        ? exportCsv(measurement, link)
        : `${JSON.stringify(exportDocument(measurement, context), null, 1)}\n`,
    );
    say(`Wrote ${measurement.results.length} trials to ${out}`);
  }
  if (!stop.aborted) return 0;
  say(`Stopped: ${measurement.results.length} trials are kept`);
  return EXIT_STOPPED;
});
