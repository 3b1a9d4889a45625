import type { DBSchema, IDBPDatabase } from 'idb';
import type { Baseline } from '../../core/site/injection';
import type { ChipTable } from '../../experiment/chip/chipTable';
import type { TrialResult } from '../../experiment/sweep/results';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';

/** What has been measured of one experiment, or one batch of it. */
export interface KeptResults {
  readonly baseline: Baseline;
  readonly results: readonly TrialResult[];
  /** Of engine, weights and data: results of another fingerprint are stale. */
  readonly fingerprint: string;
}

/** What an adaptive search found of one experiment. */
export interface KeptTicks {
  /** In the order of `TICK_LOSSES`; fewer than all after a stop. */
  readonly ticks: readonly TickEstimate[];
  /** Of engine, weights and data: ticks of another fingerprint are stale. */
  readonly fingerprint: string;
}

/** A part of a download. */
interface KeptPart {
  readonly part: Blob;
  /** Bytes of the whole file; null if the server did not tell. */
  readonly total: number | null;
}

export type BatchKey = [experimentKey: string, index: number];

/** The object stores of the one IndexedDB database of the page. None has a key path. */
export interface Schema extends DBSchema {
  /**
   * Batches in the order in which they came. Earlier versions kept what they had joined under the
   * experiment's key alone.
   */
  results: { key: string | BatchKey; value: KeptResults };
  /** By the key of their search. */
  ticks: { key: string; value: KeptTicks };
  /** In the order of the file. */
  parts: { key: [url: string, index: number]; value: KeptPart };
  /** One, under the key `chip`. */
  chip: { key: string; value: ChipTable };
}

export type Database = IDBPDatabase<Schema>;

/** Gives the page's connection to its database; rejects if the browser refuses one. */
export type OpenDatabase = () => Promise<Database>;
