import type { DataKind } from './model';

/** Singular noun for one sample: "image" or "recording". Append "s" for the plural. */
export function sampleNoun(kind: DataKind): 'image' | 'recording' {
  return kind === 'speech' ? 'recording' : 'image';
}
