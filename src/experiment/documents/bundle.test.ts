import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { BASELINE, countOf } from '../sweep/measurement.fake';
import type { CompleteMeasurement } from '../sweep/results';
import { isBundle, makeBundle, readBundle } from './bundle';
import { bundleFile } from './bundledFiles';
import { exportDocument } from './exportRows';

const measurement = (layer: string, wrong: number): CompleteMeasurement => ({
  spec: { ...DEFAULT_SPEC, layers: [layer], bers: { kind: 'list', bers: [1e-4, 1e-2] }, trials: 2 },
  baseline: BASELINE,
  results: [1e-4, 1e-2].flatMap((ber, rate) =>
    [0, 1].map((trial) => ({ ber, trial, ...countOf(wrong + 100 * rate + trial) })),
  ),
});
const LINK = 'https://example.org/#/x?v=1&tab=layers';
const CONTEXT = {
  ...{ link: LINK, date: new Date(0), imagesPerClass: [500, 500] },
  device: { device: 'wasm', adapter: 'WASM SIMD' },
};
const SERIES = [
  { label: 'fc-1', source: 'live', measurement: measurement('fc-1', 20) },
  { label: 'fc-3', source: 'recorded', measurement: measurement('fc-3', 40) },
] as const;
const FILE = { name: 'labels', bytes: Uint8Array.of(0, 0, 8, 1) };
const json = makeBundle(SERIES, CONTEXT);

describe('a bundle', () => {
  it('reads as it was written', () => {
    const read = readBundle(json, 'a.json');
    expect(read).toMatchObject({
      link: LINK,
      environment: 'Ares Explorer 0.2.0, WASM SIMD, 1970-01-01T00:00:00.000Z',
    });
    expect(read.runs.map(({ label }) => label)).toEqual(['fc-1', 'fc-3']);
    for (const [index, { measurement: found }] of read.runs.entries()) {
      const { spec, results } = SERIES[index]!.measurement;
      expect(found.spec).toEqual(spec);
      expect(found.results).toEqual(
        results.map(({ ber, trial, wrong, total }) => expect.objectContaining({ ber, trial, wrong, total })),
      );
    }
    expect(JSON.parse(json).runs[1].environment).toEqual({
      program: 'Ares Explorer 0.2.0',
      source: 'recorded',
    });
  });

  it('holds files of the reader where wanted, and none otherwise', () => {
    const withFile = makeBundle(SERIES, { ...CONTEXT, files: [bundleFile(FILE)] });
    expect(readBundle(withFile, 'a.json').files).toEqual([FILE]);
    expect(readBundle(json, 'a.json').files).toEqual([]);
    expect(JSON.parse(json)).not.toHaveProperty('files');
  });

  it('is told from other JSON, and so is the JSON of a sweep, which reads as one run', () => {
    const sweep = JSON.stringify(
      exportDocument(SERIES[0].measurement, {
        link: LINK,
        environment: 'Node',
        elapsedMs: 1,
        imagesPerClass: [],
      }),
    );
    expect([json, sweep, '{"model_config":{}}', 'spec'].map(isBundle)).toEqual([true, true, false, false]);
    expect(readBundle(sweep, 'a.json')).toMatchObject({
      link: LINK,
      environment: 'Node',
      runs: [{ label: 'sweep' }],
    });
  });

  const edited = (
    change: (bundle: { runs: { trials: { wrong: unknown }[] }[] } & Record<string, unknown>) => void,
  ) => {
    const bundle = JSON.parse(json);
    change(bundle);
    return JSON.stringify(bundle);
  };
  it.each([
    ['cut', json.slice(0, 300), 'a.json: The file starts with'],
    [
      'of a later version',
      edited((bundle) => Object.assign(bundle, { aresExplorerBundle: 2 })),
      'a.json: The bundle has version 2, which a newer program wrote: expected at most version 1',
    ],
    [
      'without a run',
      edited((bundle) => Object.assign(bundle, { runs: [] })),
      'a.json: Field "runs" is a list of 0: expected a list of 1 to 100 runs',
    ],
    [
      'with a long link',
      edited((bundle) => Object.assign(bundle, { link: 'x'.repeat(20_000) })),
      'expected a link of at most 10000 characters',
    ],
    [
      'with an edited count',
      edited(({ runs }) => Object.assign(runs[1]!.trials[0]!, { wrong: 1001 })),
      'a.json, run 2: Field "trials.0.wrong" is 1001: expected at most 1000',
    ],
    [
      'with files that are no list',
      edited((bundle) => Object.assign(bundle, { files: 'labels' })),
      'a.json: Field "files" is "labels": expected a list of at most 5000 files',
    ],
    [
      'with too many files',
      edited((bundle) => Object.assign(bundle, { files: Array(5001).fill(bundleFile(FILE)) })),
      'expected a list of at most 5000 files',
    ],
    [
      'with text for a count',
      edited(({ runs }) => Object.assign(runs[0]!.trials[3]!, { wrong: '<script>' })),
      'a.json, run 1: Field "trials.3.wrong" is "<script>": expected a whole number from 0',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(() => readBundle(text, 'a.json')).toThrow(message);
  });
});
