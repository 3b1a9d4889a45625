import type { DBSchema, IDBPDatabase } from 'idb';
import type { DataFiles, ModelFiles, NetworkFiles, OwnSampleFiles } from '../../core/files/assetFiles';
import type { Baseline } from '../../core/site/injection';
import type { ChipTable } from '../../experiment/chip/chipTable';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { TrialResult } from '../../experiment/sweep/results';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import type { OwnSamples } from '../files/ownSamples';

/** Results of one experiment or of one batch of it. */
export interface KeptResults {
  readonly baseline: Baseline;
  readonly results: readonly TrialResult[];
  /** Fingerprint of engine, weights and data. Results with another fingerprint are stale. */
  readonly fingerprint: string;
}

/** Ticks that an adaptive search found for one experiment. */
export interface KeptTicks {
  /** In the order of `TICK_LOSSES`. Incomplete after a stopped search. */
  readonly ticks: readonly TickEstimate[];
  /** Fingerprint of engine, weights and data. Ticks with another fingerprint are stale. */
  readonly fingerprint: string;
}

/** Part of a download. */
interface KeptPart {
  readonly part: Blob;
  /** Bytes of the whole file. Null if the server did not send the length. */
  readonly total: number | null;
}

/** Files that a reader chose to keep: a test set, weights, a network, or samples for one. */
export interface KeptFiles {
  readonly files: DataFiles | ModelFiles | NetworkFiles | Omit<OwnSampleFiles, 'preprocessing'>;
  /** Title for the reader: `MNIST`. */
  readonly title: string;
  readonly bytes: number;
  /** Samples that a kept network ran on last. */
  readonly samples?: OwnSamples;
}

export type BatchKey = [experimentKey: string, index: number];

/** Object stores of the page's IndexedDB database. None has a key path. */
export interface Schema extends DBSchema {
  /**
   * Batches of results in the order of arrival. Earlier versions stored joined results under the
   * experiment key alone.
   */
  results: { key: string | BatchKey; value: KeptResults };
  /** Found ticks by `tickSearchKey`. */
  ticks: { key: string; value: KeptTicks };
  /** Parts of downloads in the order of the file. */
  parts: { key: [url: string, index: number]; value: KeptPart };
  /** Imported chip under the key `chip`. */
  chip: { key: string; value: ChipTable };
  /** Entries of the runs shelf by experiment key. Each is written with its batch of results. */
  runs: { key: string; value: KeptRun };
  /**
   * Kept files by what they are: `data mnist`, `model lenet-fc file-3f9a…`, `network file-3f9a…`,
   * `samples file-5a5a…`.
   */
  files: { key: string; value: KeptFiles };
}

export type Database = IDBPDatabase<Schema>;

/** Returns the page's connection to its database. Rejects if the browser refuses. */
export type OpenDatabase = () => Promise<Database>;
