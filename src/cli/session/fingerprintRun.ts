import { checkModel } from '../../core/network/catalog';
import { isCount } from '../../core/samples/measure';
import { type RunOrigin, takeFingerprint } from '../../experiment/fingerprint/fingerprint';
import { formatFingerprint } from '../../experiment/fingerprint/fingerprintText';
import { maskTrials } from '../../experiment/fingerprint/maskTrials';
import { reportText } from '../../experiment/fingerprint/reportText';
import { judgeFingerprint } from '../../experiment/fingerprint/verdict';
import { mustReport, verdictText } from '../../experiment/fingerprint/verdictWords';
import { formatLink } from '../../experiment/link/link';
import type { LinkProof } from '../../experiment/link/linkProof';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { type CompleteMeasurement, completeTrials } from '../../experiment/sweep/results';
import { runOrigin } from '../../worker/fingerprint';
import { environmentOf, type Session } from './session';

/**
 * Reads from the device of a session what a fingerprint needs beside the counts. Null if trials are
 * missing, since only a complete run has a fingerprint, and for a deviation, whose last digits
 * differ between devices.
 */
export async function readOrigin(
  { spec, engine }: Session,
  measurement: CompleteMeasurement,
  stop: AbortSignal,
): Promise<RunOrigin | null> {
  if (completeTrials(measurement) < spec.trials || !isCount(spec.measure)) return null;
  return runOrigin(engine.assets, spec, await engine.maskChecks(maskTrials(spec), stop));
}

/** Returns the fingerprint of a complete measurement as links hold it. */
export function proofOf(measurement: CompleteMeasurement, origin: RunOrigin | null): LinkProof {
  return origin === null ? {} : { fingerprint: formatFingerprint(takeFingerprint(measurement, origin)) };
}

interface CheckedLink {
  /** The verdict, and what to report if this device contradicts the link. */
  readonly text: string;
  readonly isRefuted: boolean;
}

/** Compares a measurement with the fingerprint of the link that it was started from. */
export function checkLink(
  claim: string,
  measurement: CompleteMeasurement,
  origin: RunOrigin | null,
  session: Session,
): CheckedLink {
  const { spec } = measurement;
  const { dataKind } = checkModel(spec.model);
  const done = completeTrials(measurement);
  const run = { spec, done, measurement: done === spec.trials ? measurement : null };
  const verdict = judgeFingerprint(claim, run, origin);
  if (!mustReport(verdict)) return { text: verdictText(verdict, dataKind), isRefuted: false };
  const { device, adapter, aresExplorer, processor } = environmentOf(session);
  const facts = {
    link: formatLink(spec, DEFAULT_VIEW, { fingerprint: claim }),
    own: proofOf(measurement, origin).fingerprint ?? null,
    version: String(aresExplorer),
    device: `${device} (${adapter})`,
    host: `Node ${process.version} on ${processor}`,
  };
  return { text: reportText(verdict, dataKind, facts), isRefuted: true };
}
