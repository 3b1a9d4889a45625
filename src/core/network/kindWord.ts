import { t } from '../language/t';
import type { DataKind } from './model';

/** Returns the noun for the samples of a kind in the language of the page: `digits`, `photos`. */
export function kindWord(kind: DataKind): string {
  switch (kind) {
    case 'digits':
      return t`digits`;
    case 'pictures':
      return t`pictures`;
    case 'speech':
      return t`speech`;
    case 'photos':
      return t`photos`;
    case 'text':
      return t`text`;
    case 'own':
      return t`samples`;
  }
}
