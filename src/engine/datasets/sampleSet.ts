import type { SampleOrigin } from '../../core/files/assetFiles';
import type { DataKind } from '../../core/network/model';

/** A mono recording at 8 kHz with samples in -1 to 1. */
type Sound = Float32Array;

/** Labelled samples of any kind, decoded and checked. */
export interface SampleSet {
  readonly kind: DataKind;
  readonly numSamples: number;
  /** Class of each sample [numSamples], from 0. */
  readonly labels: ArrayLike<number>;
  /** False if the labels are the network's own answers without faults. Left out: true. */
  readonly isLabelled?: false;
  /**
   * SHA-256 in hex of the decoded samples. It does not depend on compression, splitting or file
   * names.
   */
  readonly digest: string;
  /**
   * Returns the network inputs of samples [first, end), preprocessed: [(end - first) · values of a
   * sample].
   */
  inputs(first: number, end: number): Float32Array;
  /** [rows, columns, channels] of every thumbnail. */
  readonly thumbnailShape: readonly [number, number, number];
  /** Returns a sample as a picture of bytes for display: for a recording, its spectrogram. */
  thumbnail(index: number): Uint8Array;
  /** Returns the sound of a sample, or null for pictures. */
  sound(index: number): Sound | null;
  /** Sentences on what was changed or left out when the files were read. */
  readonly notes: readonly string[];
  /** Storage place of each sample [numSamples]. Empty for generated samples. */
  readonly origins: readonly SampleOrigin[];
}
