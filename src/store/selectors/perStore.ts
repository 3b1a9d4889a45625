import type { ExplorerState } from '../state';

/** Returns a function that creates one memory for each store, at the first call for it. */
export function perStore<Memory>(create: () => Memory): (state: Pick<ExplorerState, 'memory'>) => Memory {
  const memories = new WeakMap<object, { readonly own: Memory }>();
  return ({ memory }) => {
    const known = memories.get(memory) ?? { own: create() };
    memories.set(memory, known);
    return known.own;
  };
}
