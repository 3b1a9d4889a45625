import type { DevicePreference } from '../../core/device';
import type { NumberFormat } from '../../core/words/numberFormat';
import { type Grouping, SERIES_FAMILIES, type SeriesFamily } from '../sweep/series';
import type { LossUnit } from '../ticks/tickLoss';

/** Display settings of the page. Links contain them, but results do not depend on them. */
export interface View {
  /** BER of the cursor. 0 is the fault-free stop at the left end. */
  readonly cursorBer: number;
  /** Number of the trial that preview and gallery show, from 0 to 2^32 - 1. */
  readonly trial: number;
  readonly device: DevicePreference;
  readonly errorScale: 'linear' | 'log';
  /** Meaning of the horizontal axis: bit error rate, or expected flipped bits of one trial. */
  readonly rateAxis: 'rate' | 'flips';
  readonly band: 'sigma' | 'quantiles';
  readonly tab:
    | 'explore'
    | 'layers'
    | 'structures'
    | 'types'
    | 'classes'
    | 'chip'
    | 'models'
    | 'data'
    | 'paper'
    | 'learn'
    | 'network';
  /** Comparison of single layers or of the paper's layer blocks. */
  readonly grouping: Grouping;
  /** Blocks of layers as `layerGroups` reads them. Empty: those that the network suggests. */
  readonly blocks: string;
  /** Unit of losses: points, or shares of the baseline error ("relative", Sec. 4.3.2). */
  readonly loss: LossUnit;
  /** Types of weights in the table of many types. Empty: the table is closed. */
  readonly types: readonly NumberFormat[];
  /** Id of the open lesson. Empty: the list of lessons. */
  readonly lesson: string;
  /** Step of the lesson, from 1. */
  readonly step: number;
  /** Answer to the question of the step, as text. Empty until the reader has answered. */
  readonly guess: string;
  /** Controls that a teacher locked or hid, separated by commas. */
  readonly lock: string;
  readonly hide: string;
  /** Name of a class, whose students get a seed each; `name:12` is that of student 12. */
  readonly class: string;
}

export const ERROR_SCALES = ['linear', 'log'] as const satisfies readonly View['errorScale'][];
export const RATE_AXES = ['rate', 'flips'] as const satisfies readonly View['rateAxis'][];
export const BANDS = ['sigma', 'quantiles'] as const satisfies readonly View['band'][];
export const TABS = [
  'explore',
  'layers',
  'structures',
  'types',
  'classes',
  'chip',
  'models',
  'data',
  'paper',
  'learn',
  'network',
] as const satisfies readonly View['tab'][];

export const GROUPINGS = ['blocks', 'layers'] as const satisfies readonly Grouping[];
export const LOSS_UNITS = ['points', 'relative'] as const satisfies readonly LossUnit[];

/** View of the page without a link. */
export const DEFAULT_VIEW: View = {
  cursorBer: 1e-3,
  trial: 0,
  device: 'auto',
  errorScale: 'linear',
  rateAxis: 'rate',
  band: 'sigma',
  tab: 'explore',
  grouping: 'blocks',
  blocks: '',
  loss: 'points',
  types: [],
  lesson: '',
  step: 1,
  guess: '',
  lock: '',
  hide: '',
  class: '',
};

/**
 * Returns the series that a tab compares, or null for a tab that shows one experiment. Those of
 * `learn` are chosen by the lesson.
 */
export function familyOf({ tab }: Pick<View, 'tab'>): SeriesFamily | 'learn' | null {
  return tab === 'learn' ? tab : (SERIES_FAMILIES.find((family) => family === tab) ?? null);
}
