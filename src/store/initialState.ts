import type { ShownRun } from '../experiment/documents/storedRun';
import { parseLink } from '../experiment/link/link';
import { awaitedNetwork } from './awaitedNetwork';
import { linkedProof } from './linkedProof';
import { linkNotice } from './linkNotice';
import { NO_TICK_SEARCHES } from './runs/tickSearches';
import type { TickDesk } from './selectors/tickDesk';
import type { ExplorerState } from './state';

/** Returns the state before the engine starts. The page is prerendered with it. */
export function initialState(
  hash: string,
  storedRuns: readonly ShownRun[],
  tickDesk: TickDesk,
): ExplorerState {
  const awaited = awaitedNetwork(hash);
  const link = parseLink(awaited === null ? hash : '');
  const notice = linkNotice(link);
  return {
    spec: link.spec,
    view: link.view,
    lessonSeries: [],
    notices: notice === null ? [] : [notice],
    engine: { kind: 'starting' },
    measured: {},
    memory: {},
    storedRuns,
    ghost: null,
    tickDesk,
    progress: null,
    isLoading: false,
    sampleCosts: {},
    offline: null,
    download: null,
    preview: null,
    own: null,
    ownReply: null,
    followed: null,
    propagation: null,
    data: null,
    weightHistograms: [],
    chip: null,
    typeSearches: {},
    tickSearches: NO_TICK_SEARCHES,
    lacksCursor: link.lacksCursor === true,
    linked: linkedProof(link),
    origin: null,
    missingData: null,
    missingWeights: null,
    networks: {},
    sheet: null,
    awaited,
    shelf: null,
    kept: null,
    pins: [],
  };
}
