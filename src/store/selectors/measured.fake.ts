import type { ExplorerState, Measured } from '../state';
import { putMeasured, selectOwn } from './measured';

/** The state with other measurements of the reader's own experiment. */
export function withOwn<State extends ExplorerState>(state: State, change: Partial<Measured>): State {
  const own = { ...selectOwn(state), ...change, spec: state.spec };
  return { ...state, measured: putMeasured(state, [own]) };
}

/** The state in which `news` is all that is known of each of its experiments. */
export function withMeasured<State extends ExplorerState>(
  state: State,
  news: Parameters<typeof putMeasured>[1],
): State {
  return { ...state, measured: putMeasured(state, news) };
}
