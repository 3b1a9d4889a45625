import type { DevicePreference, DeviceReport } from '../core/device';
import type { Baseline, TrialResult } from '../experiment/results';
import type { ExperimentSpec } from '../experiment/spec';

/** Something the page says to its reader, worst last. `id` is stable so that a notice replaces its older self. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What the reader looks at; part of the link, but never of the result. */
export interface View {
  /** The BER cursor; 0 is the fault-free stop at the left end. */
  readonly cursorBer: number;
  /** The trial that preview and gallery show. */
  readonly trial: number;
  readonly device: DevicePreference;
  readonly errorScale: 'linear' | 'log';
  readonly band: 'sigma' | 'quantiles';
}

/** A finished sweep that ships with the page. */
export interface StoredRun {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  readonly results: readonly TrialResult[];
  /** Device, versions and date of the run, for people. */
  readonly environment: string;
}

/** Predictions of the first images under one fault pattern beside the fault-free ones. */
export interface Preview {
  readonly ber: number;
  readonly trial: number;
  readonly flips: number;
  /** Per image: true label, fault-free and faulty prediction, each with its softmax confidence. */
  readonly images: readonly PreviewImage[];
}

export interface PreviewImage {
  readonly index: number;
  readonly label: number;
  readonly before: number;
  readonly after: number;
  readonly beforeConfidence: number;
  readonly afterConfidence: number;
}

/** The test set in use. `pixels` are the 28x28 greys of the first images, for the gallery. */
export interface LoadedData {
  readonly title: string;
  readonly numImages: number;
  readonly rows: number;
  readonly columns: number;
  readonly pixels: Uint8Array;
  /** Weights [numWeights] are clipped by the format; share by layer name is derived from this histogram. */
}

export type EngineStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly report: DeviceReport }
  | { readonly kind: 'failed'; readonly message: string };

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Milliseconds, null until the first batch is back. */
  readonly remainingMs: number | null;
  readonly running: boolean;
}
