import { csvParse } from 'd3-dsv';
import { describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../core/device';
import { parseLink } from '../link/link';
import { exportCsv, pointsCsv, trialsCsv } from './exportCsv';
import { LINK, MEASUREMENT } from './exported.fake';

const DEVICE: DeviceReport = {
  device: 'wasm',
  adapter: 'WASM SIMD',
  software: false,
  workers: 2,
  reason: 'no GPU, "none"',
};
const CONTEXT = { link: LINK, device: DEVICE, imagesPerClass: [400, 600] };

describe('exportCsv', () => {
  const lines = exportCsv(MEASUREMENT, CONTEXT).split('\n');

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
    expect(exportCsv(MEASUREMENT, { ...CONTEXT, link: 'a"b,c' }).split('\n')[1]).toMatch(/,"a""b,c"$/);
    const link = /"(#.*)"$/.exec(lines[2]!)![1]!;
    expect(parseLink(link).spec.layers).toEqual(['fc-1', 'fc-3']);
  });

  test('has its header without a trial', () => {
    expect(exportCsv({ ...MEASUREMENT, results: [] }, CONTEXT).split('\n')).toEqual([lines[0], '']);
  });
});

test('a perplexity has its cross entropy in bits as error, and itself beside it', () => {
  const spec = { ...MEASUREMENT.spec, model: 'gpt-mini', measure: 'perplexity' } as const;
  const of = (value: number) => ({ wrong: 0, total: 300, wrongPerClass: [], flips: 0, value });
  const results = [3, 2].map((bits, trial) => ({ ber: 1e-3, trial, ...of(bits) }));
  const measurement = { spec, baseline: { float: of(0.25), quantized: of(0.5) }, results };
  const cells = (csv: string, ...names: string[]) => {
    const [header, ...rows] = csv
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    return rows.map((row) => names.map((name) => row[header!.indexOf(name)]));
  };
  expect(cells(exportCsv(measurement, CONTEXT), 'error', 'perplexity', 'wrong')).toEqual([
    ['3', '8', '0'],
    ['2', '4', '0'],
  ]);
  const one = { label: 'all', source: 'live', measurement } as const;
  expect(cells(pointsCsv([one], CONTEXT), 'mean', 'perplexity')).toEqual([['2.5', String(2 ** 2.5)]]);
  expect(exportCsv(MEASUREMENT, CONTEXT).split('\n')[0]).not.toContain('perplexity');
});

describe('trialsCsv and pointsCsv', () => {
  const recorded = MEASUREMENT.results.map(({ ber, trial, wrong, total }) => ({ ber, trial, wrong, total }));
  const series = [
    { label: 'fc-1', source: 'live', measurement: MEASUREMENT },
    { label: 'fc-3, 1 bit', source: 'recorded', measurement: { ...MEASUREMENT, results: recorded } },
  ] as const;
  const parsed = (text: string) => csvParse(text);

  test('has a row for each series, rate and trial', () => {
    const rows = parsed(trialsCsv(series, CONTEXT));
    expect(rows.map((row) => [row.series, row.source, row.ber, row.trial, row.flips])).toEqual([
      ['fc-1', 'live', '0.0001', '0', '213'],
      ['fc-1', 'live', '0.0001', '1', '213'],
      ['fc-1', 'live', '0.00316', '0', '213'],
      ['fc-3, 1 bit', 'recorded', '0.0001', '0', ''],
      ['fc-3, 1 bit', 'recorded', '0.0001', '1', ''],
      ['fc-3, 1 bit', 'recorded', '0.00316', '0', ''],
    ]);
    expect(rows.map((row) => row.adapter)).toEqual([...Array(3).fill('WASM SIMD'), ...Array(3).fill('')]);
    expect(rows[2]).toMatchObject({ due: '480', classVariance: '22500', link: LINK });
  });

  test('has a row of statistics for each series and rate', () => {
    const rows = parsed(pointsCsv(series, { ...CONTEXT, device: null }));
    expect(rows.map((row) => [row.series, row.ber, row.trialsDone, row.trials, row.mean])).toEqual([
      ['fc-1', '0.0001', '2', '30', '0.02'],
      ['fc-1', '0.00316', '1', '30', '0.5'],
      ['fc-3, 1 bit', '0.0001', '2', '30', '0.02'],
      ['fc-3, 1 bit', '0.00316', '1', '30', '0.5'],
    ]);
    expect(rows[0]).toMatchObject({
      expectedFlips: '188.96',
      meanLow: '',
      device: '',
    });
  });
});
