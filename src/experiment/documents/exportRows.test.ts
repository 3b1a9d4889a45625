import { describe, expect, test } from 'vitest';
import { LINK, MEASUREMENT } from './exported.fake';
import { exportDocument } from './exportRows';

describe('exportDocument', () => {
  const document = exportDocument(MEASUREMENT, {
    link: LINK,
    environment: 'Node, WASM SIMD',
    elapsedMs: 1234,
    imagesPerClass: [400, 600],
  });

  test('writes the spec as people write it and trials in order', () => {
    expect(document.spec).toEqual({
      ...{ model: 'lenet-fc', data: 'generated', weights: 'generated', structures: ['weights'] },
      ...{ layers: ['fc-1', 'fc-3'], format: 'Q2.6', encoding: 'twosComplement', reluWords: 'signed' },
      ...{ activationFormat: 'Q5.3', planes: 'all', lifetime: 'permanent' },
      ...{ bers: '1e-4,3.16e-3', rates: [1e-4, 3.16e-3] },
      ...{ trials: 30, images: 1000, seed: 7, protocol: 'nested', sampling: 'bernoulli' },
    });
    expect(document.trials).toEqual([
      { ber: 1e-4, trial: 0, wrong: 19, total: 1000, flips: 213, due: 0 },
      { ber: 1e-4, trial: 1, wrong: 21, total: 1000, flips: 213, due: 0 },
      { ber: 3.16e-3, trial: 0, wrong: 500, total: 1000, flips: 213, due: 480, wrongPerClass: [400, 100] },
    ]);
  });

  test('carries baseline, points, ticks, context, and survives JSON', () => {
    expect(document.baseline).toEqual({
      float: { error: 0.018, wrong: 18, total: 1000, due: 0 },
      quantised: { error: 0.019, wrong: 19, total: 1000, due: 0 },
    });
    expect(document.points.map(({ ber, trials, mean, due }) => [ber, trials, mean, due])).toEqual([
      [1e-4, 2, 0.02, undefined],
      [3.16e-3, 1, 0.5, 0.48],
    ]);
    expect(document.ticks.map(({ loss }) => loss)).toEqual([0, 1, 5, 10]);
    expect(document.noIncrease).toMatchObject({ ber: null });
    expect(document).toMatchObject({ link: LINK, environment: 'Node, WASM SIMD', elapsedMs: 1234 });
    expect(document.imagesPerClass).toEqual([400, 600]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  test('has empty ticks before the first trial', () => {
    const empty = exportDocument(
      { ...MEASUREMENT, results: [] },
      { link: LINK, environment: {}, elapsedMs: 0, imagesPerClass: [] },
    );
    expect([empty.points, empty.trials, empty.ticks, empty.noIncrease]).toEqual([[], [], [], null]);
  });
});
