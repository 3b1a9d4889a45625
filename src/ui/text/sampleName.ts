import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import { sampleNoun } from '../../core/network/sampleNoun';

/** Names a sample by its number and its class: `image 4, a 7`. */
export function sampleName(kind: DataKind, index: number, className: string): string {
  switch (sampleNoun(kind)) {
    case 'text':
      return t`text ${index}, followed by ${className}`;
    case 'recording':
      return t`recording ${index}, a ${className}`;
    case 'sample':
      return t`sample ${index}, a ${className}`;
    default:
      return t`image ${index}, a ${className}`;
  }
}
