import { t } from '../language/t';
import type { DataKind } from './model';

/** Noun for one sample, in English. */
export type SampleNoun = 'image' | 'recording' | 'text' | 'sample';

/**
 * Singular noun for one sample, in English: "image", "recording" or "text"; "sample" for those of a
 * reader, which may be of any kind. Append "s" for the plural. For files and the command line; the
 * page says `sampleWord` and `samplesWord`.
 */
export function sampleNoun(kind: DataKind): SampleNoun {
  switch (kind) {
    case 'speech':
      return 'recording';
    case 'text':
      return 'text';
    case 'own':
      return 'sample';
    default:
      return 'image';
  }
}

/** Returns the noun for one sample in the language of the page: `image`, `recording`. */
export function sampleWord(kind: DataKind): string {
  return singularOf(sampleNoun(kind));
}

function singularOf(noun: SampleNoun): string {
  return { image: t`image`, recording: t`recording`, text: t`text`, sample: t`sample` }[noun];
}

/** Returns the noun for several samples in the language of the page: `images`, `recordings`. */
export function samplesWord(kind: DataKind): string {
  return pluralOf(sampleNoun(kind));
}

/** Returns the plural of an English noun in the language of the page. */
export function pluralOf(noun: SampleNoun): string {
  return { image: t`images`, recording: t`recordings`, text: t`texts`, sample: t`samples` }[noun];
}

/** Returns a number of samples, given as text, in the language of the page: `1,000 images`. */
export function samplesText(count: number, text: string, kind: DataKind): string {
  return countedText(count, text, sampleNoun(kind));
}

/** As `samplesText`, for an English noun. */
export function countedText(count: number, text: string, noun: SampleNoun): string {
  return `${text} ${count === 1 ? singularOf(noun) : pluralOf(noun)}`;
}
