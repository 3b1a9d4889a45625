import type { DevicePreference } from '../core/device';

/** What the reader looks at; part of the link, but never of the result. */
export interface View {
  /** The BER cursor; 0 is the fault-free stop at the left end. */
  readonly cursorBer: number;
  /** The trial that preview and gallery show. */
  readonly trial: number;
  readonly device: DevicePreference;
  readonly errorScale: 'linear' | 'log';
  readonly band: 'sigma' | 'quantiles';
  /** Which face of the experiment is on screen: the resilience curve, the test set, or every model beside Table 1. */
  readonly lens: 'explore' | 'data' | 'models';
}

export const ERROR_SCALES = ['linear', 'log'] as const satisfies readonly View['errorScale'][];
export const BANDS = ['sigma', 'quantiles'] as const satisfies readonly View['band'][];
export const LENSES = ['explore', 'data', 'models'] as const satisfies readonly View['lens'][];

/** What the page opens with when no link says otherwise. */
export const DEFAULT_VIEW: View = {
  cursorBer: 1e-3,
  trial: 0,
  device: 'auto',
  errorScale: 'linear',
  band: 'sigma',
  lens: 'explore',
};
