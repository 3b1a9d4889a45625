import { t } from '../language/t';
import type { DataKind } from './model';

/**
 * Singular noun for one sample, in English: "image" or "recording". Append "s" for the plural. For
 * files and the command line; the page says `samplesWord`.
 */
export function sampleNoun(kind: DataKind): 'image' | 'recording' {
  return kind === 'speech' ? 'recording' : 'image';
}

/** Returns the noun for several samples in the language of the page: `images`, `recordings`. */
export function samplesWord(kind: DataKind): string {
  return kind === 'speech' ? t`recordings` : t`images`;
}

/** Returns a number of samples, given as text, in the language of the page: `1,000 images`. */
export function samplesText(count: number, text: string, kind: DataKind): string {
  if (kind === 'speech') return count === 1 ? t`${text} recording` : t`${text} recordings`;
  return count === 1 ? t`${text} image` : t`${text} images`;
}
