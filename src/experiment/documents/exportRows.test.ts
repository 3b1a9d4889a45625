import { describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../core/device';
import { parseLink } from '../link/link';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import type { CompleteMeasurement, TrialResult } from '../sweep/results';
import { exportCsv, exportDocument } from './exportRows';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const result = (ber: number, trial: number, wrong: number): TrialResult => ({
  ...count(wrong),
  ber,
  trial,
  flips: 213,
});
const DEVICE: DeviceReport = {
  device: 'wasm',
  adapter: 'WASM SIMD',
  software: false,
  workers: 2,
  reason: 'no GPU, "none"',
};
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

describe('exportCsv', () => {
  const lines = exportCsv(MEASUREMENT, LINK, DEVICE, [400, 600]).split('\n');

  test('has a header and one complete row per trial, in order', () => {
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      'ber,trial,wrong,total,error,flips,due,classVariance,classVarianceNormalised,model,data,weights,format,activationFormat,encoding,reluWords,planes,lifetime,bers,trials,images,seed,protocol,sampling,structures,layers,baselineFloatWrong,baselineQuantisedWrong,device,adapter,workers,reason,link',
    );
    expect(lines[1]).toBe(
      '0.0001,0,19,1000,0.019,213,0,,,lenet-fc,generated,generated,Q2.6,Q5.3,twosComplement,signed,all,permanent,"1e-4,3.16e-3",30,1000,7,nested,bernoulli,weights,fc-1 fc-3,18,19,wasm,WASM SIMD,2,"no GPU, ""none""","#/x?v=1&l=fc-1,fc-3"',
    );
    // Counts 400 and 100; shares 1 and 1/6, whose variance is (5/12)² with a maximum of 7/12 x
    // 5/12.
    expect(lines[3]).toMatch(/^0\.00316,0,500,1000,0\.5,213,480,22500,0\.714285714\d*,lenet-fc,/);
    expect(lines[4]).toBe('');
  });

  test('quotes what would break a row, and its link leads back', () => {
    expect(exportCsv(MEASUREMENT, 'a"b,c', DEVICE, [400, 600]).split('\n')[1]).toMatch(/,"a""b,c"$/);
    const link = /"(#.*)"$/.exec(lines[2]!)![1]!;
    expect(parseLink(link).spec.layers).toEqual(['fc-1', 'fc-3']);
  });
});
