import type { TrainingSet } from '../core/catalog';
import type { Protocol, Sampling } from '../core/injection';
import type { Encoding, QFormat } from '../core/qformat';
import type { BerGrid } from './berGrid';

/**
 * Test images: the embedded digits, MNIST's test set (recognised by its digest), or other IDX files, named by the first
 * 16 hex digits of the sha-256 over the decoded image and label bytes.
 */
export type DataId = 'generated' | 'mnist' | `idx-${string}`;

/** Everything that decides a result: two equal specs give equal error counts. The only editable state. */
export interface ExperimentSpec {
  /** Id in the catalogue. */
  readonly model: string;
  readonly data: DataId;
  /** Which training the weights come from. */
  readonly weights: TrainingSet;
  readonly structure: 'weights';
  /** Layer names in network order, at least one. */
  readonly layers: readonly string[];
  readonly format: QFormat;
  readonly encoding: Encoding;
  readonly bers: BerGrid;
  /** Fault patterns per rate, from 1. */
  readonly trials: number;
  /** Test images counted, from 1 to the size of the set. */
  readonly images: number;
  /** u32. */
  readonly seed: number;
  readonly protocol: Protocol;
  readonly sampling: Sampling;
}
