import { inEnglish } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import { formatBer } from '../../core/pattern/ber';
import type { RateDifference, Verdict } from './verdict';
import { verdictText } from './verdictWords';

/** Facts for a report, beside the verdict. */
export interface ReportFacts {
  /** Link with the sender's fingerprint, in full. */
  readonly link: string;
  /** Fingerprint of this device's run. Null if the run is not complete. */
  readonly own: string | null;
  /** Version of the explorer. */
  readonly version: string;
  /** Device and adapter: `webgpu (nvidia ampere), 1 worker`. */
  readonly device: string;
  /** Browser or Node with its version. */
  readonly host: string;
}

/** Writes what a report needs, as lines of plain text in English, for the people of this project. */
export function reportText(verdict: Verdict, kind: DataKind, facts: ReportFacts): string {
  const differences = verdict.kind === 'otherCounts' ? verdict.differences : [];
  return [
    `Ares Explorer ${facts.version}: ${inEnglish(() => verdictText(verdict, kind))}`,
    `Link: ${facts.link}`,
    `Fingerprint of this device: ${facts.own ?? 'the run is not complete'}`,
    `Device: ${facts.device}`,
    `Runs in: ${facts.host}`,
    ...(verdict.kind === 'otherFaults' ? [`Found in: the ${FOUND_IN[verdict.found]}`] : []),
    ...(differences.length > 0 ? [`Differences: ${differences.map(differenceText).join(', ')}`] : []),
  ].join('\n');
}

const FOUND_IN = {
  masks: 'fault masks of the first and last trial',
  flips: 'numbers of flipped bits of the trials',
} as const;

function differenceText({ ber, images }: RateDifference): string {
  const difference = `${images > 0 ? '+' : '−'}${Math.abs(images)}`;
  return ber === null ? `${difference} without faults` : `${difference} at ${formatBer(ber)}`;
}
