import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gzipReproducibly } from './reproducibleZlib';

test('gzipReproducibly writes neither time nor operating system, and what it packs comes back', () => {
  const plain = Uint8Array.from({ length: 3000 }, (_, index) => (index % 100 < 70 ? 0 : index & 255));
  const packed = gzipReproducibly(plain);
  // RFC 1952: magic, method 8, no flags, time 0, extra flags, operating system 255 (unknown).
  expect([...packed.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
  expect(packed[9]).toBe(255);
  expect(new Uint8Array(gunzipSync(packed))).toEqual(plain);
  expect(gzipReproducibly(plain)).toEqual(packed);
});
