import type { DataId } from '../../experiment/settings/dataId';

/** Samples that a network of the reader ran on last. */
export interface OwnSamples {
  readonly data: DataId;
  readonly preprocessing: string;
  readonly numSamples: number;
  readonly isLabelled: boolean;
  /** Sentences on what was decided when the files were read. */
  readonly notes: readonly string[];
}
