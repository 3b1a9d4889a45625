import type { DevicePreference } from '../../core/device';
import { type Grouping, SERIES_FAMILIES, type SeriesFamily } from '../sweep/series';
import type { LossUnit } from '../ticks/tickLoss';

/** What the reader looks at; part of the link, but never of the result. */
export interface View {
  /** The BER cursor; 0 is the fault-free stop at the left end. */
  readonly cursorBer: number;
  /** The trial that preview and gallery show. */
  readonly trial: number;
  readonly device: DevicePreference;
  readonly errorScale: 'linear' | 'log';
  readonly band: 'sigma' | 'quantiles';
  /** Which face of the experiment is on screen. */
  readonly tab:
    | 'explore'
    | 'layers'
    | 'structures'
    | 'types'
    | 'classes'
    | 'chip'
    | 'models'
    | 'data'
    | 'paper';
  /** Whether layers are compared one by one or by the paper's blocks. */
  readonly grouping: Grouping;
  /** What a loss is counted in: percentage points, or shares of the baseline error (Sec. 4.3.2 says "relative"). */
  readonly loss: LossUnit;
}

export const ERROR_SCALES = ['linear', 'log'] as const satisfies readonly View['errorScale'][];
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
] as const satisfies readonly View['tab'][];

export const GROUPINGS = ['blocks', 'layers'] as const satisfies readonly Grouping[];
export const LOSS_UNITS = ['points', 'relative'] as const satisfies readonly LossUnit[];

/** What the page opens with when no link says otherwise. */
export const DEFAULT_VIEW: View = {
  cursorBer: 1e-3,
  trial: 0,
  device: 'auto',
  errorScale: 'linear',
  band: 'sigma',
  tab: 'explore',
  grouping: 'blocks',
  loss: 'points',
};

/** The series that a tab sets side by side; null for a tab that shows one experiment alone. */
export function familyOf({ tab }: Pick<View, 'tab'>): SeriesFamily | null {
  return SERIES_FAMILIES.find((family) => family === tab) ?? null;
}
