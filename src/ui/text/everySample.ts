import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import { sampleNoun } from '../../core/network/sampleNoun';

/** Names each sample, for sentences on the bits that flip for it: `every image`. */
export function everySample(kind: DataKind): string {
  return {
    image: t`every image`,
    recording: t`every recording`,
    text: t`every text`,
    sample: t`every sample`,
  }[sampleNoun(kind)];
}
