/**
 * Memoises a value that derives from a list growing at its end. `add` gets only the new items, so
 * the cost of a step does not depend on the length of the list. Another list, or other `keys` by
 * identity, starts again with `start`.
 *
 * `add` returns the next result, as another object if anything changed. It may modify its internal
 * parts, but nothing that users of an earlier result can see.
 */
export function memoizeGrowing<T extends object, R, K extends readonly unknown[]>(
  start: (...keys: K) => R,
  add: (result: R, fresh: readonly T[], ...keys: K) => R,
): (items: readonly T[], ...keys: K) => R {
  let last: { readonly items: readonly T[]; readonly keys: K; readonly result: R } | null = null;
  return (items, ...keys) => {
    const isSame = last?.keys.every((key, index) => Object.is(key, keys[index])) === true;
    const known = last !== null && isSame && continues(items, last.items) ? last : null;
    if (known?.items === items) return known.result;
    const fresh = known === null ? items : items.slice(known.items.length);
    const before = known === null ? start(...keys) : known.result;
    const result = known !== null && fresh.length === 0 ? before : add(before, fresh, ...keys);
    last = { items, keys, result };
    return result;
  };
}

/**
 * True if `items` begins with `before`. Comparing the first and last item suffices, because lists
 * of results either grow or contain other objects.
 */
function continues<T>(items: readonly T[], before: readonly T[]): boolean {
  const { length } = before;
  return (
    items.length >= length &&
    (length === 0 || (items[0] === before[0] && items[length - 1] === before[length - 1]))
  );
}
