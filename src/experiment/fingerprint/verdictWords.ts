import { formatBer } from '../../core/pattern/ber';
import { countOf, grouped } from '../text/numberWords';
import type { RateDifference, Verdict } from './verdict';

/**
 * States a verdict in one or two sentences. `noun` is the noun for one sample: `image`,
 * `recording`.
 */
export function verdictText(verdict: Verdict, noun: string): string {
  switch (verdict.kind) {
    case 'exact':
      return 'Reproduced exactly: the same bits flipped, and every trial has the count of the link.';
    case 'otherCounts': {
      const { images, counted, isRounding } = verdict;
      if (images === 0) {
        return 'Same faults, and equal sums at every rate. Single trials have other counts on another device.';
      }
      const difference = `${countOf(images, noun)} of ${grouped(counted)}`;
      return isRounding
        ? `Same faults, counts differ by ${difference} on another device.`
        : `Same faults, but counts differ by at least ${difference}: rounding does not explain that. Report this.`;
    }
    case 'otherFaults':
      return 'Different faults: report this. The link flips other bits on this device, which must never happen.';
    case 'unfinished':
      return verdict.done < verdict.total
        ? `Not yet: ${grouped(verdict.done)} of ${grouped(verdict.total)} trials per rate have run.`
        : 'Not yet: the fault masks of this device are being read.';
    case 'otherSettings':
      return 'Other settings than those of the fingerprint: no verdict.';
    case 'otherAssets':
      return verdict.assets === 'engine'
        ? 'The fingerprint comes from another version of the engine: no verdict.'
        : `Other ${verdict.assets} than those of the fingerprint: no verdict.`;
    case 'damaged':
      return `The fingerprint of this link is damaged: no verdict. ${verdict.reason}.`;
  }
}

/** True if people should report a verdict, because it contradicts what the engine promises. */
export function mustReport(verdict: Verdict): boolean {
  return verdict.kind === 'otherFaults' || (verdict.kind === 'otherCounts' && !verdict.isRounding);
}

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

/** Writes what a report needs, as lines of plain text. */
export function reportText(verdict: Verdict, noun: string, facts: ReportFacts): string {
  const differences = verdict.kind === 'otherCounts' ? verdict.differences : [];
  return [
    `Ares Explorer ${facts.version}: ${verdictText(verdict, noun)}`,
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
  return `${images > 0 ? '+' : '−'}${Math.abs(images)} ${ber === null ? 'without faults' : `at ${formatBer(ber)}`}`;
}
