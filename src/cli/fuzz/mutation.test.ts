import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Mutation, mutate, mutationsOf } from './mutation';

const BYTES = Uint8Array.from({ length: 10 }, (_, index) => index);

it.each<[Mutation, readonly number[]]>([
  [{ kind: 'flip', place: 0.35, mask: 0x81 }, [0, 1, 2, 0x82, 4, 5, 6, 7, 8, 9]],
  [{ kind: 'number', place: 0.2, value: 0x8000_00ff }, [0, 1, 0xff, 0, 0, 0x80, 6, 7, 8, 9]],
  [{ kind: 'number', place: 0.8, value: 0xffff_ffff }, [0, 1, 2, 3, 4, 5, 6, 7, 0xff, 0xff]],
  [{ kind: 'cut', place: 0.4 }, [0, 1, 2, 3]],
  [{ kind: 'insert', place: 0.1, bytes: Uint8Array.of(77, 78) }, [0, 77, 78, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  [{ kind: 'remove', place: 0.5, length: 3 }, [0, 1, 2, 3, 4, 8, 9]],
  [{ kind: 'remove', place: 0.5, length: 99 }, [0, 1, 2, 3, 4]],
  [{ kind: 'copy', place: 0, from: 0.7, length: 2 }, [7, 8, 2, 3, 4, 5, 6, 7, 8, 9]],
])('changes bytes by %o', (mutation, wanted) => {
  expect([...mutate(BYTES, [mutation])]).toEqual(wanted);
  expect([...BYTES]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('applies any changes one after the other, also to files that have become empty', () => {
  fc.assert(
    fc.property(mutationsOf(BYTES.length), (mutations) => {
      const last = mutations.at(-1)!;
      expect(mutate(BYTES, mutations)).toEqual(mutate(mutate(BYTES, mutations.slice(0, -1)), [last]));
    }),
  );
  expect(mutate(new Uint8Array(0), [{ kind: 'flip', place: 0.5, mask: 1 }])).toHaveLength(0);
});
