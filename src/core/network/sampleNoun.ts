import type { DataKind } from './model';

/** What one calls a single sample of a kind of data; an s makes many of it. */
export function sampleNoun(kind: DataKind): 'image' | 'recording' {
  return kind === 'speech' ? 'recording' : 'image';
}
