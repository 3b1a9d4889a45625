import { expect, test } from 'vitest';
import { decodeMulaw, encodeMulaw, MULAW_SILENCE, trimSilence } from './mulaw';

/** ITU-T G.711, table 2a and 2b: byte and decoded value, there in units of 2^-13, here of 2^-15. */
test.each([
  [0x80, 32_124],
  [0x8f, 16_764],
  [0x9f, 8316],
  [0xaf, 4092],
  [0xbf, 1980],
  [0xcf, 924],
  [0xdf, 396],
  [0xef, 132],
  [0xfe, 8],
  [0xff, 0],
  [0x7f, 0],
  [0x00, -32_124],
  [0x6f, -132],
])('byte %i is sample %i', (byte, sample) => {
  expect(decodeMulaw(Uint8Array.of(byte))[0]! * 32_768).toBeCloseTo(sample, 10);
  if (byte !== 0x7f) expect(encodeMulaw(sample)).toBe(byte);
});

test('encodeMulaw gives the nearest level, or one of two, for every sample', () => {
  const levels = [...decodeMulaw(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map((x) => x * 32_768);
  for (let sample = -32_768; sample < 32_768; sample += 101) {
    const found = levels[encodeMulaw(sample)]!;
    const clipped = Math.max(-32_124, Math.min(32_124, sample));
    const step = 2 ** Math.max(3, Math.floor(Math.log2(Math.abs(clipped) + 132)) - 4);
    expect(Math.abs(found - clipped)).toBeLessThanOrEqual(step / 2);
  }
});

test('trimSilence takes the silence at the end and no other', () => {
  const silence = MULAW_SILENCE;
  expect([...trimSilence(Uint8Array.of(silence, 3, silence, 4, silence, silence))]).toEqual([
    silence,
    3,
    silence,
    4,
  ]);
  expect(trimSilence(Uint8Array.of(silence, silence))).toHaveLength(0);
});
