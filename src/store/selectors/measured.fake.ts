import type { ExplorerState, Measured } from '../state';
import { putMeasured, selectOwn } from './measured';

/** Returns the state with other results of the current experiment. */
export function withOwn<State extends ExplorerState>(state: State, change: Partial<Measured>): State {
  const own = { ...selectOwn(state), ...change, spec: state.spec };
  return { ...state, measured: putMeasured(state, [own]) };
}

/** Returns the state with `news` as the only results of each of its experiments. */
export function withMeasured<State extends ExplorerState>(
  state: State,
  news: Parameters<typeof putMeasured>[1],
): State {
  return { ...state, measured: putMeasured(state, news) };
}
