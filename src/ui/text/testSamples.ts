import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import { sampleNoun } from '../../core/network/sampleNoun';

/** Title of the samples of a test set: `Test images`. */
export function testSamples(kind: DataKind): string {
  return {
    image: t`Test images`,
    recording: t`Test recordings`,
    text: t`Test texts`,
    sample: t`Test samples`,
  }[sampleNoun(kind)];
}
