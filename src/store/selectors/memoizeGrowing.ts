/**
 * Remembers what was derived of a list that grows at its end, and hands `add` its new items alone, so that a step costs the
 * same however long the list is. Another list, or other `keys` by identity, begins anew with `start`.
 *
 * `add` returns the next result, another object where anything changed; what it keeps inside may be written to, what readers
 * of an earlier result hold may not.
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

/** True when `items` begins with `before`. Lists of results only grow or hold other objects, so that two items tell. */
function continues<T>(items: readonly T[], before: readonly T[]): boolean {
  const { length } = before;
  return (
    items.length >= length &&
    (length === 0 || (items[0] === before[0] && items[length - 1] === before[length - 1]))
  );
}
