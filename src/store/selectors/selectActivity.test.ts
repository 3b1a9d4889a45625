import { expect, it } from 'vitest';
import { initialState } from '../initialState';
import type { ExplorerState, LoadedData } from '../state';
import { DIRECT_DESK } from './directDesk';
import { selectActivity } from './selectActivity';

const report = { device: 'wasm', adapter: 'WASM', software: false, workers: 2, reason: 'a test' } as const;
const data = { title: 'generated digits', numSamples: 1000 } as LoadedData;
const READY: ExplorerState = { ...initialState('', [], DIRECT_DESK), engine: { kind: 'ready', report } };
const progress = { done: 5, total: 10, remainingMs: null, running: false };

it.each<[string, string, Partial<ExplorerState>]>([
  ['starting', 'the engine starts', { engine: { kind: 'starting' } }],
  ['failed', 'the engine failed', { engine: { kind: 'failed', message: 'lost' }, data, progress }],
  ['loading', 'model and data are opened', { isLoading: true }],
  [
    'loading',
    'weights are fetched beside the images of before',
    { data, download: { label: 'w', loaded: 1, total: 2 } },
  ],
  ['missing', 'the reader has the files', { missingWeights: 'VGG16 weights' }],
  ['unloaded', 'the files could not be fetched', {}],
  ['live', 'a sweep runs', { data, progress: { ...progress, running: true } }],
  ['live', 'every planned trial is there', { data, progress: { ...progress, done: 10 } }],
  ['live', 'kept trials are read, and the engine answers meanwhile', { data, isLoading: true }],
  ['stopped', 'its reader stopped it', { data, progress }],
  [
    'live',
    'a search runs that the sweep waits for',
    { data, progress, tickSearches: { found: {}, running: 'key' } },
  ],
])('is %s while %s', (activity, _when, change) => {
  expect(selectActivity({ ...READY, ...change })).toBe(activity);
});
