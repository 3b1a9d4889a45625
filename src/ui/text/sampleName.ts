import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';

/** Names a sample by its number and its class: `image 4, a 7`. */
export function sampleName(kind: DataKind, index: number, className: string): string {
  if (kind === 'text') return t`text ${index}, followed by ${className}`;
  return kind === 'speech' ? t`recording ${index}, a ${className}` : t`image ${index}, a ${className}`;
}
