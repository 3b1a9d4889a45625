import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BitField, BitReader, packBits, packedLength } from './bitText';

const anyField = fc
  .integer({ min: 0, max: 32 })
  .chain((bits) => fc.tuple(fc.integer({ min: 0, max: 2 ** bits - 1 }), fc.constant(bits)));

test('reads back what it packed, in as many characters as announced', () => {
  fc.assert(
    fc.property(fc.array(anyField), (fields: readonly BitField[]) => {
      const text = packBits(fields);
      expect(text).toHaveLength(packedLength(fields.reduce((sum, [, bits]) => sum + bits, 0)));
      expect(text).toMatch(/^[\w-]*$/);
      const reader = new BitReader(text);
      expect(fields.map(([, bits]) => reader.read(bits))).toEqual(fields.map(([value]) => value));
      expect(reader.isDone).toBe(true);
    }),
  );
});

test.each([
  ['AB', 'Cannot read character 3 of 2: expected letters, digits, - or _ up to there'],
  ['A=BC', 'Cannot read character 2 of 4'],
])('refuses %j when 18 bits are asked', (text, message) => {
  expect(() => new BitReader(text).read(18)).toThrow(message);
});

test.each(['BB', 'AAA'])('does not take %j for a text of six zeros', (text) => {
  const reader = new BitReader(text);
  reader.read(5);
  expect(reader.isDone).toBe(false);
});
