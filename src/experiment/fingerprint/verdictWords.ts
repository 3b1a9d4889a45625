import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import { samplesText } from '../../core/network/sampleNoun';
import { grouped } from '../text/numberWords';
import type { Verdict } from './verdict';

/**
 * States a verdict in one or two sentences. `kind` is the kind of the samples.
 */
export function verdictText(verdict: Verdict, kind: DataKind): string {
  switch (verdict.kind) {
    case 'exact':
      return t`Reproduced exactly: the same bits flipped, and every trial has the count of the link.`;
    case 'otherCounts': {
      const { images, counted, isRounding } = verdict;
      if (images === 0) {
        return t`Same faults, and equal sums at every rate. Single trials have other counts on another device.`;
      }
      const difference = samplesText(images, grouped(images), kind);
      const all = grouped(counted);
      return isRounding
        ? t`Same faults, counts differ by ${difference} of ${all} on another device.`
        : t`Same faults, but counts differ by at least ${difference} of ${all}: rounding does not explain that. Report this.`;
    }
    case 'otherFaults':
      return t`Different faults: report this. The link flips other bits on this device, which must never happen.`;
    case 'unfinished':
      return verdict.done < verdict.total
        ? t`Not yet: ${grouped(verdict.done)} of ${grouped(verdict.total)} trials per rate have run.`
        : t`Not yet: the fault masks of this device are being read.`;
    case 'otherSettings':
      return t`Other settings than those of the fingerprint: no verdict.`;
    case 'otherAssets':
      return ASSETS[verdict.assets]();
    case 'damaged':
      return t`The fingerprint of this link is damaged: no verdict. ${verdict.reason}.`;
  }
}

const ASSETS = {
  engine: () => t`The fingerprint comes from another version of the engine: no verdict.`,
  weights: () => t`Other weights than those of the fingerprint: no verdict.`,
  data: () => t`Other data than those of the fingerprint: no verdict.`,
} as const;

/** True if people should report a verdict, because it contradicts what the engine promises. */
export function mustReport(verdict: Verdict): boolean {
  return verdict.kind === 'otherFaults' || (verdict.kind === 'otherCounts' && !verdict.isRounding);
}
