import fc from 'fast-check';

/** A change of a file's bytes. Places are shares of its length, in [0, 1). */
export type Mutation =
  /** Flips bits of a byte. */
  | { readonly kind: 'flip'; readonly place: number; readonly mask: number }
  /** Writes 4 bytes, little-endian, as sizes and offsets are stored. */
  | { readonly kind: 'number'; readonly place: number; readonly value: number }
  | { readonly kind: 'cut'; readonly place: number }
  | { readonly kind: 'insert'; readonly place: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove'; readonly place: number; readonly length: number }
  /** Copies bytes from one place over another. */
  | { readonly kind: 'copy'; readonly place: number; readonly from: number; readonly length: number };

/** Bytes at both ends of a file where most formats have their structure. */
const STRUCTURE = 4096;
/** Sizes and offsets that readers get wrong: none, one, the ends of signed and unsigned ranges. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

/** One to four changes of a file of `size` bytes. Half of the places are near its ends. */
export function mutationsOf(size: number): fc.Arbitrary<readonly Mutation[]> {
  const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const reach = Math.min(1, STRUCTURE / Math.max(size, 1));
  const place = fc.oneof(
    { weight: 2, arbitrary: anywhere },
    { weight: 1, arbitrary: anywhere.map((share) => share * reach) },
    { weight: 1, arbitrary: anywhere.map((share) => 1 - reach + share * reach) },
  );
  const length = fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 4096 }));
  const value = fc.oneof(fc.constantFrom(...EXTREMES), fc.nat({ max: 0xffff_ffff }));
  // Most formats refuse a file of another length at once, so most changes keep it.
  const kept = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), place, mask: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('number' as const), place, value }),
    fc.record({ kind: fc.constant('copy' as const), place, from: place, length }),
  );
  const moved = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), place }),
    fc.record({
      kind: fc.constant('insert' as const),
      place,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
    }),
    fc.record({ kind: fc.constant('remove' as const), place, length }),
  );
  const one = fc.oneof({ weight: 7, arbitrary: kept }, { weight: 1, arbitrary: moved });
  return fc.array(one, { minLength: 1, maxLength: 4 });
}

/** Returns a changed copy of a file's bytes. */
export function mutate(
  bytes: Uint8Array<ArrayBuffer>,
  mutations: readonly Mutation[],
): Uint8Array<ArrayBuffer> {
  return mutations.reduce(applyMutation, bytes);
}

function applyMutation(bytes: Uint8Array<ArrayBuffer>, mutation: Mutation): Uint8Array<ArrayBuffer> {
  const at = Math.floor(mutation.place * bytes.length);
  switch (mutation.kind) {
    case 'flip': {
      const changed = bytes.slice();
      if (at < changed.length) changed[at]! ^= mutation.mask;
      return changed;
    }
    case 'number': {
      const changed = bytes.slice();
      const word = new Uint8Array(Uint32Array.of(mutation.value).buffer);
      changed.set(word.subarray(0, Math.max(0, changed.length - at)), at);
      return changed;
    }
    case 'cut':
      return bytes.slice(0, at);
    case 'insert':
      return spliced(bytes, at, at, mutation.bytes);
    case 'remove':
      return spliced(bytes, at, at + mutation.length, new Uint8Array(0));
    case 'copy': {
      const from = Math.floor(mutation.from * bytes.length);
      return bytes.slice().copyWithin(at, from, from + mutation.length);
    }
    default:
      throw mutation satisfies never;
  }
}

/** Returns bytes with [begin, end) replaced. */
function spliced(
  bytes: Uint8Array<ArrayBuffer>,
  begin: number,
  end: number,
  inserted: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const rest = bytes.subarray(Math.min(end, bytes.length));
  const joined = new Uint8Array(begin + inserted.length + rest.length);
  joined.set(bytes.subarray(0, begin));
  joined.set(inserted, begin);
  joined.set(rest, begin + inserted.length);
  return joined;
}
