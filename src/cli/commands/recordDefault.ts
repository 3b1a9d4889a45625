import { join } from 'node:path';
import { writeLetters } from '../../experiment/documents/countLetters';
import { writeStoredRun } from '../../experiment/documents/storedRun';
import type { LetteredRunFile } from '../../experiment/documents/storedRuns';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { tolerance } from '../../experiment/ticks/tolerance';
import { printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { projectRoot } from '../projectRoot';
import { measure } from '../session/measure';
import { describeSession } from '../session/report';
import { openSession } from '../session/session';
import { writeWhole } from '../session/writeWhole';

/** Trials per BER of the recorded run, as in the paper (Sec. 4.3.1, Fig. 4). */
const TRIALS = 150;
const OUT = join(projectRoot, 'src/experiment/documents/storedRuns/lenet-fc.stored.json');

const USAGE = `Usage: npm run record-default

Records the run of the default experiment that ships with the page, with ${TRIALS} trials per rate,
and writes it to the sources. Takes a minute.

Options:
  --help   print this text
`;

runCommand({ usage: USAGE, options: {} }, async () => {
  const stop = stopSignal();
  const spec = { ...DEFAULT_SPEC, trials: TRIALS };
  const session = await openSession({ spec, dataFolder: null, device: 'wasm' }, printStatus);
  printStatus(describeSession(session));
  // Read before the pool terminates, since it has no workers after that.
  const { adapter, workers } = session.pool.report;
  const { measurement, failure } = await measure(session, stop);
  session.pool.terminate();
  if (failure !== null) throw failure;
  if (measurement === null || stop.aborted) {
    printStatus('Stopped: the recorded run is written only when it is complete');
    return stoppedExit(stop);
  }
  const environment = `${adapter}, ${workers} workers, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
  const link = formatLink(spec, DEFAULT_VIEW);
  const run = writeStoredRun({ ...measurement, tolerance: tolerance(measurement)!, environment }, link);
  const rates = run.rates.map(({ ber, wrong }) => ({ ber, ...writeLetters(wrong) }));
  const file: LetteredRunFile = { ...run, trials: TRIALS, rates };
  writeWhole(OUT, `${JSON.stringify(file)}\n`);
  printStatus(`Wrote ${measurement.results.length} trials to ${OUT}`);
  return 0;
});
