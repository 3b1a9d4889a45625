import type { StoreApi } from 'zustand/vanilla';
import type { DeviceReport } from '../core/device';
import type { AssetFile } from '../core/files/assetFiles';
import type { OpenedNetwork, RefusedNetwork } from '../core/network/graphReport';
import type { WeightHistogram } from '../core/network/weightHistogram';
import type { Baseline } from '../core/site/injection';
import type { OwnInput, OwnReply } from '../core/site/ownSample';
import type { Preview } from '../core/site/preview';
import type { Propagation } from '../core/site/propagation';
import type { QuantizedStructure } from '../core/site/quantization';
import type { ChipTable } from '../experiment/chip/chipTable';
import type { LossOrigin } from '../experiment/curve/lossCurve';
import type { ShownRun } from '../experiment/documents/storedRun';
import type { RunOrigin } from '../experiment/fingerprint/fingerprint';
import type { LinkProof } from '../experiment/link/linkProof';
import type { View } from '../experiment/link/view';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import type { TrialResult } from '../experiment/sweep/results';
import type { Series } from '../experiment/sweep/series';
import type { LoadedAssets } from '../worker/protocol';
import type { OwnSamples } from './files/ownSamples';
import type { TypeSearch } from './runs/liveTypeSearch';
import type { TickSearches } from './runs/tickSearches';
import type { TickDesk } from './selectors/tickDesk';
import type { Pin } from './shelf/pin';
import type { Shelf } from './shelf/shelf';

/** Number of trials at the cursor that run first after the slider is released. */
export const CURSOR_TRIALS = 8;

/** Trials at the cursor that answer to a picture of the reader. */
export const OWN_TRIALS = 20;

/** New trials per BER from which on the results of the previous spec are no longer drawn. */
export const GHOST_TRIALS = 8;

/** Message on the page. A new notice replaces an older one with the same `id`. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Sentences that are shown on demand. */
  readonly more?: readonly string[];
  /** Button beside the text. */
  readonly action?: { readonly title: string; readonly act: () => void };
}

/** Test set in use. */
export interface LoadedData
  extends Pick<
    LoadedAssets,
    | 'classNames'
    | 'classCounts'
    | 'labels'
    | 'isLabelled'
    | 'thumbnails'
    | 'sounds'
    | 'notes'
    | 'weightsNotes'
    | 'preprocessing'
  > {
  readonly title: string;
  /** Largest number of samples that a spec may count. */
  readonly numSamples: number;
}

/** Network of the reader that is open, with the samples that it ran on last. */
export interface OwnNetwork extends OpenedNetwork {
  /** Null until samples were opened. */
  readonly samples: OwnSamples | null;
}

/** `idle`: no engine was asked for, as in a figure in a frame before a reader touches it. */
export type EngineStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly report: DeviceReport }
  | { readonly kind: 'failed'; readonly message: string };

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Estimated milliseconds left. Null until the estimate is reliable. */
  readonly remainingMs: number | null;
  readonly running: boolean;
}

/** Progress of a download of one or more files. */
export interface Download {
  /** Title of the files: `CF-VGG, weights and pictures`. */
  readonly label: string;
  /** Bytes received. */
  readonly loaded: number;
  /** Bytes of all files together. Null until the server has reported it. */
  readonly total: number | null;
}

/** Results of the previous spec, drawn grey until each BER has `GHOST_TRIALS` new trials. */
interface Ghost {
  readonly label: string;
  readonly spec: ExperimentSpec;
  /** Null if its fault-free runs did not finish. */
  readonly origin: LossOrigin | null;
  readonly results: readonly TrialResult[];
}

/**
 * Live results of one experiment. They survive changes of grid, number of trials and cursor.
 */
export interface Measured {
  /** Null until the fault-free runs have finished. */
  readonly baseline: Baseline | null;
  readonly results: readonly TrialResult[];
}

/**
 * Results in a link, and its settings as a link without a view. They hold for no other settings.
 */
export interface LinkedProof {
  readonly settings: string;
  readonly proof: LinkProof;
}

/** Network of a link that waits for its file. */
export interface AwaitedNetwork {
  readonly id: string;
  /** Name and size of its file, if the link has them, and its identity. */
  readonly title: string;
  readonly link: string;
  /** True until it is known whether this browser keeps the network. */
  readonly isSought: boolean;
}

export interface ExplorerState {
  readonly spec: ExperimentSpec;
  readonly view: View;
  /** Experiments of the figure that the open lesson shows. Empty outside of lessons. */
  readonly lessonSeries: readonly Series[];
  readonly notices: readonly Notice[];
  readonly engine: EngineStatus;
  /** Live results of this visit by experiment key, including the current experiment. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** Identity of this store, by which `perStore` finds the memory of its selectors. */
  readonly memory: object;
  /** Recorded runs that are loaded. */
  readonly storedRuns: readonly ShownRun[];
  readonly ghost: Ghost | null;
  /** Computes ticks. Another object after every answer. */
  readonly tickDesk: TickDesk;
  readonly progress: Progress | null;
  /**
   * True while model and data are opened or results of earlier visits are read. Missing results may
   * still appear.
   */
  readonly isLoading: boolean;
  /**
   * Milliseconds per sample of a trial by model, with all workers in parallel. No entry before the
   * model's first sweep.
   */
  readonly sampleCosts: Readonly<Record<string, number>>;
  /**
   * Null while the browser is online. Offline: the bytes of each model, by its id, whose files are
   * not kept in this browser.
   */
  readonly offline: Readonly<Record<string, number>> | null;
  /** Null if nothing is being downloaded. */
  readonly download: Download | null;
  readonly preview: Preview | null;
  /** Sample of the reader that the network answers to. Null: no part of the page shows one. */
  readonly own: OwnInput | null;
  /** Answers to it: without faults, then of `OWN_TRIALS` trials at the cursor. */
  readonly ownReply: OwnReply | null;
  /** Index of the sample through which faults are followed. Null: no figure shows it. */
  readonly followed: number | null;
  /** Propagation in the followed sample at the cursor. Null until it has run. */
  readonly propagation: Propagation | null;
  readonly data: LoadedData | null;
  readonly weightHistograms: readonly WeightHistogram[];
  /** Imported table of a measured chip. It never leaves this browser. */
  readonly chip: ChipTable | null;
  /**
   * Searches for the smallest formats, by structure, of this model with these weights on this test
   * set.
   */
  readonly typeSearches: Readonly<Partial<Record<QuantizedStructure, TypeSearch>>>;
  /** Searches for ticks of experiments with this model, these weights and this test set. */
  readonly tickSearches: TickSearches;
  /** True after a link to a lesson that names no cursor, until the lesson has set it. */
  readonly lacksCursor: boolean;
  /** Results that the opened link holds, with its settings. Null: it holds none. */
  readonly linked: LinkedProof | null;
  /** Share of the device in the fingerprint of a run. Null until `readOrigin`. */
  readonly origin: { readonly spec: ExperimentSpec; readonly read: RunOrigin } | null;
  /** Title of the test set that a link requires and the reader must import. Null if none. */
  readonly missingData: string | null;
  /** Title of the weights that a link requires and the reader must import. Null if none. */
  readonly missingWeights: string | null;
  /** Networks of the reader that were opened in this visit, by id. */
  readonly networks: Readonly<Record<string, OwnNetwork>>;
  /** Sheet on screen: the id of an open network, or a file that cannot be run. Null: none. */
  readonly sheet: string | RefusedNetwork | null;
  /**
   * Network that a link names and that is not open. The link is opened once it is. Null if there is
   * none.
   */
  readonly awaited: AwaitedNetwork | null;
  /** Runs that this browser keeps. Null until the script that opens them is loaded. */
  readonly shelf: Shelf | null;
  /** Kept results on screen that no engine has checked. Null if there are none. */
  readonly kept: {
    readonly key: string;
    readonly fingerprint: string;
    /** Date of the results: `Points kept on 29 Nov 2026, 14:03`. */
    readonly text: string;
  } | null;
  /** Pinned runs, in the order of their places. */
  readonly pins: readonly Pin[];
}

export interface ExplorerActions {
  /** Merges settings into the spec. Stops the running sweep and starts a new one. */
  setSettings(change: Partial<ExperimentSpec>): void;
  /**
   * Starts the first experiment of another model. Keeps settings that do not depend on the model.
   */
  chooseModel(id: string): void;
  /** Runs the experiments of a lesson's figure. The first becomes the reader's own. */
  showLesson(series: readonly Series[]): void;
  /** Merges view settings. Moving the cursor requests a preview. */
  setView(change: Partial<View>): void;
  /** Runs `CURSOR_TRIALS` trials at the cursor first, then the rest of the plan. */
  commitCursor(): void;
  run(): void;
  stop(): void;
  /** Restores the defaults of the page. */
  reset(): void;
  /**
   * Opens dropped or chosen files: a test set, a model or both, as `sortFiles` accepts them, or the
   * table of a chip.
   */
  openFiles(files: readonly File[] | Promise<readonly File[]>): void;
  /**
   * Opens a network that this browser keeps, with its samples. A link that waits for it is opened.
   */
  openKept(id: string): void;
  /** Shows the sheet of an open network; null: none. */
  showSheet(id: string | null): void;
  /** Returns the imported files that the experiment uses. */
  ownFiles(): readonly AssetFile[];
  /** Removes the table of the measured chip. */
  closeChip(): void;
  /**
   * Fetches the weight file that Keras publishes for the model, or resumes the download. Does
   * nothing if there is no such file.
   */
  fetchStockWeights(): void;
  dismiss(noticeId: string): void;
  /** Adds recorded runs that were loaded later. */
  addStored(runs: readonly ShownRun[]): void;
  /** Follows the faults at the cursor through the network for a sample; null: no more. */
  follow(sample: number | null): void;
  /** Shows the network a picture of the reader, again whenever the cursor moves; null: no more. */
  tryOwn(own: OwnInput | null): void;
  /** Searches the smallest format of one structure. The sweep waits meanwhile. */
  searchTypes(structure: QuantizedStructure): void;
  /**
   * Searches the ticks of each layer or block adaptively, one after the other. The sweep waits
   * meanwhile.
   */
  searchTicks(): void;
  /** Ends the running search. Its results are kept. */
  stopSearch(): void;
  /**
   * Reads the fault masks of the current experiment from the device into `origin`. Does nothing
   * until model and data are open.
   */
  readOrigin(): void;
}

export type Explorer = ExplorerState & ExplorerActions;

/** Access to the state for parts of the store. */
export type StateAccess = Pick<StoreApi<Explorer>, 'getState' | 'setState'>;
