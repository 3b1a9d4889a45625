import type { SettingName } from './settingsTable';

/** Name of the command line's option for each setting, and for what else names an experiment. */
export const SETTING_OPTIONS = {
  link: 'link',
  model: 'model',
  data: 'data',
  labels: 'labels',
  weights: 'weights',
  preprocessing: 'preprocess',
  structures: 'structures',
  blocks: 'blocks',
  layers: 'layers',
  format: 'format',
  activationFormat: 'activation-format',
  encoding: 'encoding',
  reluWords: 'relu-words',
  bitPositions: 'bits',
  lifetime: 'lifetime',
  bers: 'ber',
  trials: 'trials',
  numSamples: 'images',
  measure: 'measure',
  seed: 'seed',
  rateCoupling: 'protocol',
  sampling: 'sampling',
  device: 'device',
} as const satisfies Record<SettingName | 'link' | 'labels' | 'blocks' | 'device', string>;
