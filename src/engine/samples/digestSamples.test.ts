import { describe, expect, test } from 'vitest';
import { digestSamples } from './digestSamples';
import { pickSamples, spreadSamples } from './pickSamples';
import { makeRaw } from './rawSamples.fake';

const samples = [1, 2, 3, 4].map((value) => ({ shape: [2], values: Uint8Array.of(value, 9) }));
const labels = Int32Array.of(0, 1, 0, 1);
const raw = makeRaw(samples, { labels });

describe('digestSamples', () => {
  test('does not depend on names and on reading at once', async () => {
    const digest = await digestSamples(raw);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestSamples({ ...raw, source: 'other', classNames: ['a', 'b'], shape: [null] })).toBe(
      digest,
    );
  });

  test('depends on values, number types, shapes, rates, labels and the order', async () => {
    const others = [
      raw,
      makeRaw([...samples.slice(0, 3), { shape: [2], values: Uint8Array.of(4, 8) }], { labels }),
      makeRaw(
        samples.map(({ shape, values }) => ({ shape, values: Uint16Array.from(values) })),
        { labels },
      ),
      makeRaw(
        samples.map(({ values }) => ({ shape: [2, 1], values })),
        { labels },
      ),
      makeRaw(
        samples.map((sample) => ({ ...sample, rate: 8000 })),
        { labels },
      ),
      makeRaw(samples, { labels: Int32Array.of(0, 1, 1, 0) }),
      makeRaw(samples),
      pickSamples(raw, [1, 0, 2, 3]),
    ];
    const digests = await Promise.all(others.map(digestSamples));
    expect(new Set(digests).size).toBe(others.length);
  });
});

describe('spreadSamples', () => {
  test('picks samples with their labels and places', async () => {
    const picked = spreadSamples(raw, 2);
    expect(picked).toMatchObject({ numSamples: 2, labels: Int32Array.of(0, 0) });
    expect((await picked.read(0, 2)).map(({ values }) => values[0])).toEqual([1, 3]);
    expect(picked.origin(1)).toEqual({ file: 'samples', record: 2 });
    expect(spreadSamples(raw, 9).numSamples).toBe(4);
  });
});
