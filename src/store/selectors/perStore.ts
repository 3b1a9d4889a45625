import type { ExplorerState } from '../state';

/** Gives each store a memory of its own, made by `create` when it is first asked for. */
export function perStore<Memory>(create: () => Memory): (state: Pick<ExplorerState, 'memory'>) => Memory {
  const memories = new WeakMap<object, { readonly own: Memory }>();
  return ({ memory }) => {
    const known = memories.get(memory) ?? { own: create() };
    memories.set(memory, known);
    return known.own;
  };
}
