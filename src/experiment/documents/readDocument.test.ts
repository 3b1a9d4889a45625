import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import type { CompleteMeasurement } from '../sweep/results';
import { tolerance } from '../ticks/tolerance';
import { exportDocument } from './exportRows';
import { readDocument } from './readDocument';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const MEASUREMENT: CompleteMeasurement = {
  spec: { ...DEFAULT_SPEC, bers: { kind: 'list', bers: [1e-4, 1e-3, 1e-2] }, trials: 20 },
  baseline: { float: count(18), quantized: count(19) },
  results: [1e-4, 1e-3, 1e-2].flatMap((ber, index) =>
    Array.from({ length: 20 }, (_, trial) => {
      const due = index === 2 && trial === 3 ? { due: 7 } : {};
      return { ...count(20 + 40 * index + trial), ber, trial, ...due };
    }),
  ),
};
const CONTEXT = { link: '#/x?v=1', environment: 'Node', elapsedMs: 1, imagesPerClass: [500, 500] };
const good = JSON.parse(JSON.stringify(exportDocument(MEASUREMENT, CONTEXT)));

test('readDocument reads back what exportDocument wrote', () => {
  const read = readDocument(JSON.stringify(good), 'a.json');
  expect(read.spec).toMatchObject(MEASUREMENT.spec);
  expect(read.baseline).toEqual(MEASUREMENT.baseline);
  expect(read.results).toEqual(
    MEASUREMENT.results.map(({ wrongPerClass: _, flips: __, ...result }) => result),
  );
  expect(tolerance(read)).toEqual(tolerance(MEASUREMENT));
});

test('readDocument reads deviations back, and refuses a trial without one', () => {
  const spec = { ...MEASUREMENT.spec, measure: 'deviation' } as const;
  const of = (value: number) => ({ ...count(0), value });
  const results = MEASUREMENT.results.map(({ ber, trial, wrong }) => ({ ber, trial, ...of(wrong / 300) }));
  const deviations = { spec, baseline: { float: of(0), quantized: of(0.04) }, results };
  const written = JSON.parse(JSON.stringify(exportDocument(deviations, CONTEXT)));
  expect(written.spec.measure).toBe('deviation');
  const read = readDocument(JSON.stringify(written), 'a.json');
  expect(read.baseline).toEqual(deviations.baseline);
  expect(read.results).toEqual(results.map(({ wrongPerClass: _, flips: __, ...result }) => result));
  delete written.trials[3].value;
  expect(() => readDocument(JSON.stringify(written), 'a.json')).toThrow(/trials\.3\.value.*a number from 0/);
});

test('readDocument keeps that all samples have one answer, so that no ticks are read', () => {
  const same = { ...MEASUREMENT, baseline: { ...MEASUREMENT.baseline, hasOneAnswer: true } } as const;
  const written = JSON.parse(JSON.stringify(exportDocument(same, CONTEXT)));
  expect(written.baseline.hasOneAnswer).toBe(true);
  const read = readDocument(JSON.stringify(written), 'a.json');
  expect(read.baseline).toEqual(same.baseline);
  expect(tolerance(read)).toBeNull();
  expect(good.baseline).not.toHaveProperty('hasOneAnswer');
  written.baseline.hasOneAnswer = false;
  expect(() => readDocument(JSON.stringify(written), 'a.json')).toThrow(/baseline\.hasOneAnswer/);
});

test('a file from before overflows were counted has none', () => {
  const without = ({ due: _, ...rest }: { due?: number }) => rest;
  const older = {
    ...good,
    baseline: { float: without(good.baseline.float), quantised: without(good.baseline.quantised) },
    trials: good.trials.map(without),
  };
  const read = readDocument(JSON.stringify(older), 'a.json');
  expect(read.results.every(({ due }) => due === undefined)).toBe(true);
  expect(read.baseline).toEqual(MEASUREMENT.baseline);
});

test('readDocument reads files from before classes were kept', () => {
  const { imagesPerClass: _, ...older } = good;
  expect(readDocument(JSON.stringify(older), 'a.json')).toEqual(readDocument(JSON.stringify(good), 'a.json'));
});

test('a file from before words after ReLU could be unsigned has signed ones', () => {
  const { reluWords, ...older } = good.spec;
  expect(reluWords).toBe('signed');
  expect(readDocument(JSON.stringify({ ...good, spec: older }), 'a.json').spec.reluWords).toBe('signed');
  const unsigned = JSON.stringify({ ...good, spec: { ...older, reluWords: 'unsigned' } });
  expect(readDocument(unsigned, 'a.json').spec.reluWords).toBe('unsigned');
});

test.each([
  ['all', null],
  [null, null],
  ['0,3', [0, 3]],
  [
    [3, 0],
    [0, 3],
  ],
])('bit positions %j, in the form of sweeps or of older receipts, are %j', (written, bitPositions) => {
  const json = JSON.stringify({ ...good, spec: { ...good.spec, planes: written } });
  expect(readDocument(json, 'a.json').spec.bitPositions).toEqual(bitPositions);
});

describe('readDocument refuses', () => {
  const changed = (path: string, value: unknown) => {
    const copy = structuredClone(good);
    const keys = path.split('.');
    const last = keys.pop()!;
    let at = copy;
    for (const key of keys) at = at[key];
    at[last] = value;
    return JSON.stringify(copy);
  };

  test.each<[string, string]>([
    ['ber,trial\n', 'The file starts with "ber,trial\\n", which is not JSON: expected the JSON of a sweep'],
    ['[]', 'The content is a list of 0: expected an object'],
    ['{}', 'Field "spec" is missing: expected an object'],
    [changed('spec.format', 7), 'Field "spec.format" is 7: expected text'],
    [changed('spec.planes', 7), 'Field "spec.planes" is 7: expected all, or bit positions such as 0,1'],
    [changed('spec.planes', [9]), 'Field "spec.planes" cannot be used. Cannot use bit position 9: expected'],
    [changed('spec.format', 'Q9.99'), 'Q-format Q9.99 is 108 bits wide: expected 2 to 24 bits'],
    [
      changed('spec.model', 'vgg'),
      'Field "spec.model" cannot be used. Cannot use model "vgg": expected one of',
    ],
    [changed('spec.bers', '1'), 'Field "spec.bers" cannot be used. Bit error rate 1 is out of range'],
    [changed('baseline.float.total', 7), 'Field "baseline.float.total" is 7: expected 1000'],
    [changed('trials.3.wrong', 1001), 'Field "trials.3.wrong" is 1001: expected at most 1000'],
    [changed('trials.3.due', 24), 'Field "trials.3.due" is 24: expected at most 23, the wrong samples'],
    [changed('baseline.float.due', -1), 'Field "baseline.float.due" is -1: expected a whole number from 0'],
    [changed('trials.3.wrong', -1), 'Field "trials.3.wrong" is -1: expected a whole number from 0'],
    [changed('trials.3.ber', 0.7), 'Field "trials.3.ber" is 0.7: expected 0 or 1e-12 to 0.5'],
    [changed('trials.3.trial', 2), 'Field "trials.3.trial" is 2: expected each trial once at rate 0.0001'],
    [changed('trials.3', null), 'Field "trials.3" is null: expected an object'],
    [changed('trials', null), 'Field "trials" is null: expected a list of trials'],
  ])('%.30s', (json, sentence) => {
    expect(() => readDocument(json, 'a.json')).toThrow(AssetError);
    expect(() => readDocument(json, 'a.json')).toThrow(`a.json: `);
    expect(() => readDocument(json, 'a.json')).toThrow(sentence);
  });

  test('any damage with an AssetError, or makes sense of it', () => {
    const paths = fc.constantFrom(
      ...Object.keys(good),
      ...Object.keys(good.spec).map((field) => `spec.${field}`),
      ...['baseline.float', 'baseline.quantised.wrong', 'trials.0', 'trials.1.ber', 'trials.2.total'],
    );
    const damaged = fc.tuple(paths, fc.jsonValue()).map(([path, value]) => changed(path, value));
    const cut = fc.nat(JSON.stringify(good).length).map((length) => JSON.stringify(good).slice(0, length));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), damaged, cut), (json) => {
        try {
          tolerance(readDocument(json, 'a.json'));
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
          expect((error as Error).message).toMatch(/^a\.json: /);
          expect((error as Error).message.length).toBeLessThan(300);
        }
      }),
      { numRuns: 500 },
    );
  });
});
