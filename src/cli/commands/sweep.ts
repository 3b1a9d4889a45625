import { exportCsv } from '../../experiment/documents/exportCsv';
import { exportDocument } from '../../experiment/documents/exportRows';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { countOf } from '../../experiment/text/numberWords';
import { printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { workersOf } from '../options/numbers';
import { checkOutFile, writeResults } from '../options/outFile';
import { SPEC_OPTIONS } from '../options/specOptions';
import { specUsage } from '../options/specUsage';
import { checkLink, proofOf, readOrigin } from '../session/fingerprintRun';
import { measure } from '../session/measure';
import { describeMeasurement, describeSession } from '../session/report';
import { requestExperiment } from '../session/requestExperiment';
import { countedPerClass, environmentOf, openSession } from '../session/session';

const USAGE = `Usage: npm run sweep -- [options]

Flips bits that a network stores at a grid of bit error rates and counts wrong predictions. Ctrl-C,
SIGTERM or a device that fails stops the run, which keeps what it has. A scheduler's SIGTERM does
not pass through npm: start the run with "exec node scripts/run.mjs sweep" there.

The link of a complete run holds its fingerprint. A run of such a link says whether this device
reproduces it, and ends with exit code 1 if it contradicts it.

${specUsage()}

Output:
  --out <file>          write all results, wrong answers per class too, as .json or .csv [a table on
                        standard output]
  --workers <n>         engine workers on WASM and cpu [one per core]
  --help                print this text
`;

const OPTIONS = {
  ...SPEC_OPTIONS,
  out: { type: 'string' },
  workers: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const { out } = values;
  if (out !== undefined) checkOutFile(out, ['.json', '.csv']);
  const workers = workersOf(values.workers);

  const startMs = performance.now();
  const stop = stopSignal();
  const requested = await requestExperiment(values, printStatus);
  const session = await openSession(requested, printStatus, workers);
  const { spec, pool } = session;
  printStatus(describeSession(session));

  const environment = environmentOf(session);
  const { measurement, failure } = await measure(session, stop);
  const origin = measurement === null ? null : await readOrigin(session, measurement, stop);
  pool.terminate();
  let exitCode = 0;
  if (measurement !== null) {
    const link = formatLink(spec, DEFAULT_VIEW, proofOf(measurement, origin));
    const images = countedPerClass(session);
    const context = { link, environment, elapsedMs: performance.now() - startMs, imagesPerClass: images };
    const text =
      out === undefined
        ? describeMeasurement(measurement, link, images)
        : out.endsWith('.csv')
          ? exportCsv(measurement, { link, device: environment, imagesPerClass: images })
          : `${JSON.stringify(exportDocument(measurement, context), null, 1)}\n`;
    exitCode = writeResults(text, out, countOf(measurement.results.length, 'trial'));
    const claim = requested.proof.fingerprint;
    if (claim !== undefined) {
      const checked = checkLink(claim, measurement, origin, session);
      printStatus(checked.text);
      if (checked.isRefuted) exitCode = 1;
    }
  }
  if (failure === null && !stop.aborted) return exitCode;
  printStatus(
    measurement === null
      ? 'Stopped before the baseline was measured: nothing to keep'
      : `Stopped: kept ${countOf(measurement.results.length, 'trial')}`,
  );
  if (failure !== null) throw failure;
  return stoppedExit(stop);
});
