import type { StoreApi } from 'zustand/vanilla';
import type { DeviceReport } from '../core/device';
import type { WeightHistogram } from '../core/network/weightHistogram';
import type { Baseline } from '../core/site/injection';
import type { Preview } from '../core/site/preview';
import type { QuantizedStructure } from '../core/site/quantization';
import type { ChipTable } from '../experiment/chip/chipTable';
import type { LossOrigin } from '../experiment/curve/lossCurve';
import type { StoredRun } from '../experiment/documents/storedRun';
import type { View } from '../experiment/link/view';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import type { BerGrid } from '../experiment/sweep/berGrid';
import type { TrialResult } from '../experiment/sweep/results';
import type { LoadedAssets } from '../worker/protocol';
import type { TypeSearch } from './runs/liveTypeSearch';
import type { TickSearches } from './runs/tickSearches';
import type { TickDesk } from './selectors/tickDesk';

/** Trials that a released slider asks for first. */
export const CURSOR_TRIALS = 8;

/** A ghost leaves when every rate has this many new trials. */
export const GHOST_TRIALS = 8;

/** A message to the reader, worst last. A notice replaces an older one with the same `id`. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Sentences that are shown on demand. */
  readonly more?: readonly string[];
  /** What failed may be tried again with Run: the notice offers it. */
  readonly canRetry?: true;
}

/** The test set in use. */
export interface LoadedData
  extends Pick<
    LoadedAssets,
    | 'classNames'
    | 'classCounts'
    | 'labels'
    | 'thumbnails'
    | 'sounds'
    | 'notes'
    | 'weightsNotes'
    | 'preprocessing'
  > {
  readonly title: string;
  /** Images that a spec may ask for. */
  readonly numSamples: number;
}

export type EngineStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly report: DeviceReport }
  | { readonly kind: 'failed'; readonly message: string };

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Milliseconds, null while that would be a guess. */
  readonly remainingMs: number | null;
  readonly running: boolean;
}

/** Files being downloaded. */
export interface Download {
  /** What is downloaded: `CF-VGG, weights and pictures`. */
  readonly label: string;
  /** Bytes received. */
  readonly loaded: number;
  /** Bytes of all files together; null until the server has reported it. */
  readonly total: number | null;
}

/** Results of the previous spec, drawn grey until the new ones carry at least 8 trials per rate. */
interface Ghost {
  readonly label: string;
  /** The rates that it planned. */
  readonly grid: BerGrid;
  /** Null where it was left before its fault-free runs had finished. */
  readonly origin: LossOrigin | null;
  readonly results: readonly TrialResult[];
}

/**
 * What has been measured live of one experiment; it survives changes of grid, trials and cursor.
 */
export interface Measured {
  /** Null until the fault-free runs have finished. */
  readonly baseline: Baseline | null;
  readonly results: readonly TrialResult[];
}

export interface ExplorerState {
  readonly spec: ExperimentSpec;
  readonly view: View;
  readonly notices: readonly Notice[];
  readonly engine: EngineStatus;
  /** All experiments of this visit by experiment key, the reader's own among them. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** Names this store to `perStore`: selectors keep what they derive by it. */
  readonly memory: object;
  /** Stored runs loaded so far. */
  readonly storedRuns: readonly StoredRun[];
  /** The stored run, when it belongs to the same experiment as `spec`; null otherwise. */
  readonly stored: StoredRun | null;
  readonly ghost: Ghost | null;
  /** Works out ticks; another object after every answer. */
  readonly tickDesk: TickDesk;
  readonly progress: Progress | null;
  /**
   * Model and data are being opened, or trials of earlier visits read: results may still appear.
   */
  readonly isLoading: boolean;
  /**
   * Milliseconds per sample of a trial, all workers together, by model; none before its first
   * sweep.
   */
  readonly sampleCosts: Readonly<Record<string, number>>;
  /** Null when everything that the spec needs has been downloaded. */
  readonly download: Download | null;
  readonly preview: Preview | null;
  readonly data: LoadedData | null;
  readonly weightHistograms: readonly WeightHistogram[];
  /** The measured chip that the reader imported: it never leaves this browser. */
  readonly chip: ChipTable | null;
  /**
   * Live searches for the smallest types of this model with these weights on this test set; none at
   * first.
   */
  readonly typeSearches: Readonly<Partial<Record<QuantizedStructure, TypeSearch>>>;
  /**
   * Live searches for ticks, of any experiments on this model with these weights on this test set.
   */
  readonly tickSearches: TickSearches;
  /**
   * The data set a link asks for and this page does not have; the page offers a drop zone for it.
   */
  readonly missingData: string | null;
  /** Likewise the weights. */
  readonly missingWeights: string | null;
}

export interface ExplorerActions {
  /** Merges settings into the spec: the old sweep stops, the new one starts. */
  setSettings(change: Partial<ExperimentSpec>): void;
  /**
   * Starts the first experiment of another model; settings that do not depend on the model are
   * kept.
   */
  chooseModel(id: string): void;
  /** Merges view settings; moving the cursor asks for a preview at once. */
  setView(change: Partial<View>): void;
  /** The slider was released: 8 trials at the cursor come first, then the rest of the plan. */
  commitCursor(): void;
  run(): void;
  stop(): void;
  /** Back to the defaults of the page. */
  reset(): void;
  /**
   * Opens files dropped or chosen: a test set, a model or both, in any form that `sortFiles` knows,
   * or the table of a chip.
   */
  openFiles(files: readonly File[] | Promise<readonly File[]>): void;
  /** Takes the measured chip away. */
  closeChip(): void;
  /**
   * Fetches the weight file that Keras publishes for the model, or resumes the download; does
   * nothing where there is none.
   */
  fetchStockWeights(): void;
  dismiss(noticeId: string): void;
  /** More stored runs have been loaded: figures use those of their own experiments. */
  addStored(runs: readonly StoredRun[]): void;
  /** Searches the smallest type of one structure, live; the sweep waits meanwhile. */
  searchTypes(structure: QuantizedStructure): void;
  /**
   * Searches the ticks of each layer or block adaptively, live, one after the other; the sweep
   * waits meanwhile.
   */
  searchTicks(): void;
  /** Ends the search that runs; what it found stays. */
  stopSearch(): void;
}

export type Explorer = ExplorerState & ExplorerActions;

/** What parts of the store need of it. */
export type StateAccess = Pick<StoreApi<Explorer>, 'getState' | 'setState'>;
