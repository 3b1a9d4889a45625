import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import type { CompleteMeasurement, TrialResult } from '../sweep/results';
import { exportDocument } from './exportRows';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const result = (ber: number, trial: number, wrong: number): TrialResult => ({
  ...count(wrong),
  ber,
  trial,
  flips: 213,
});
const LINK = '#/x?v=1&l=fc-1,fc-3';
const MEASUREMENT: CompleteMeasurement = {
  spec: { ...DEFAULT_SPEC, layers: ['fc-1', 'fc-3'], bers: { kind: 'list', bers: [1e-4, 3.16e-3] } },
  baseline: { float: count(18), quantized: count(19) },
  results: [
    { ...result(3.16e-3, 0, 500), due: 480, wrongPerClass: [400, 100] },
    result(1e-4, 1, 21),
    result(1e-4, 0, 19),
  ],
};

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
