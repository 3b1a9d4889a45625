/**
 * Makes a selector return the same result for the same state, whatever other states were asked for
 * in between. Components that show an older state beside the current one need this: the memories of
 * `perStore` hold one state alone.
 */
export function perState<State extends object, Result>(
  select: (state: State) => Result,
): (state: State) => Result {
  const known = new WeakMap<State, { readonly result: Result }>();
  return (state) => {
    const entry = known.get(state) ?? { result: select(state) };
    known.set(state, entry);
    return entry.result;
  };
}
