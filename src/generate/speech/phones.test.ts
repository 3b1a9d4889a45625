import { expect, test } from 'vitest';
import { DIGIT_PRONUNCIATIONS } from './phones';

test('each digit has pronunciations of known phones, none of them another digit’s', () => {
  expect(DIGIT_PRONUNCIATIONS).toHaveLength(10);
  const all = DIGIT_PRONUNCIATIONS.flat();
  for (const { share, phones } of all) {
    expect(share).toBeGreaterThan(0);
    expect(phones.length).toBeGreaterThan(1);
    expect(phones.every((phone) => phone?.durationMs > 0)).toBe(true);
  }
  expect(new Set(all.map(({ phones }) => JSON.stringify(phones))).size).toBe(all.length);
});
