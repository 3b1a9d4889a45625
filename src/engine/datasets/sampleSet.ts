import type { SampleOrigin } from '../../core/files/assetFiles';
import type { DataKind } from '../../core/network/model';

/** A recording of one channel at 8 kHz: samples in -1 to 1. */
type Sound = Float32Array;

/** Labelled samples, decoded and checked: what every data set becomes, whatever it looks at. */
export interface SampleSet {
  readonly kind: DataKind;
  readonly numSamples: number;
  /** Class of each sample [numSamples], from 0. */
  readonly labels: ArrayLike<number>;
  /**
   * sha-256 in hex over what is stored, decoded: the same whether files were compressed, split or
   * renamed.
   */
  readonly digest: string;
  /**
   * What a network reads of samples [first, end): [(end - first) · values of a sample], prepared as
   * the manifests say.
   */
  inputs(first: number, end: number): Float32Array;
  /** [rows, columns, channels] of every thumbnail. */
  readonly thumbnailShape: readonly [number, number, number];
  /** A sample as a picture of bytes for people: of a recording its spectrogram. */
  thumbnail(index: number): Uint8Array;
  /** Null where there is nothing to hear. */
  sound(index: number): Sound | null;
  /** What loading changed or left out, a sentence each. */
  readonly notes: readonly string[];
  /** Where each sample is stored [numSamples]; empty where samples were made and lie in no file. */
  readonly origins: readonly SampleOrigin[];
}
