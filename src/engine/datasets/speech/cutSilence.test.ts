import { expect, it } from 'vitest';
import { cutSilence } from './cutSilence';

/** Returns a second at 8 kHz with a tone from 0.4 to 0.6 s, a constant offset and hiss. */
function toneIn(noise: number): Float32Array {
  return Float32Array.from({ length: 8000 }, (_, at) => {
    const isTone = at >= 3200 && at < 4800;
    return 0.1 + (isTone ? Math.sin(at) : noise * Math.sin(at * at));
  });
}

it('keeps the sound and 30 ms of silence at each end', () => {
  for (const noise of [0, 0.05]) {
    const { length, byteOffset } = cutSilence(toneIn(noise));
    const start = byteOffset / 4;
    // The first window with sound begins up to 25 ms before it.
    expect(start).toBeGreaterThanOrEqual(3200 - 200 - 240);
    expect(start).toBeLessThanOrEqual(3200 - 240);
    expect(start + length).toBeGreaterThanOrEqual(4800 + 240);
    expect(start + length).toBeLessThanOrEqual(4800 + 200 + 240);
  }
});

it('keeps all of a recording without silence, of silence alone, and of less than a window', () => {
  expect(cutSilence(Float32Array.from({ length: 4000 }, (_, at) => Math.sin(at)))).toHaveLength(4000);
  expect(cutSilence(new Float32Array(4000)).length).toBeGreaterThan(0);
  expect(cutSilence(Float32Array.of(0.5))).toHaveLength(1);
});
