import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { parseQFormat } from '../../core/words/qformat';
import { parseManifest } from '../../engine/loading/manifest';
import { formatMap } from './formatMap';
import { STORED_TABLE1 } from './storedTable1';
import { readTable1Row, type Table1Row, writeTable1Row } from './table1Row';

const CELLS = [
  { format: parseQFormat('Q1.4'), wrong: 12, lost: 3, gained: 1 },
  { format: parseQFormat('Q2.6'), wrong: 10, lost: 1, gained: 1 },
];
const ROW: Table1Row = {
  model: 'lenet-fc',
  set: 'mnist',
  floatError: { wrong: 180, total: 10_000 },
  maps: { weights: formatMap('weights', 1000, 10, CELLS), activations: null },
  fingerprint: '1 abc def',
  environment: 'WASM, 2 workers, Node 20, 2026-01-01',
};

function refusal(find: string, replacement: string): string {
  const text = writeTable1Row(ROW);
  expect(text).toContain(find);
  try {
    readTable1Row(text.replace(find, replacement), 'row.json');
  } catch (error) {
    expect(error).toBeInstanceOf(AssetError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('table1Row', () => {
  it('comes back from its JSON with its minimal types', () => {
    expect(readTable1Row(writeTable1Row(ROW), 'row.json')).toEqual(ROW);
    expect(ROW.maps.weights!.minimal).toEqual(parseQFormat('Q2.6'));
    expect(refusal('lenet-fc', 'lenet-cnn')).toBe('accepted');
  });

  it.each([
    ['an unknown model', '"lenet-fc"', '"x"', /"model" is "x": expected one of lenet-fc/],
    ['an unknown set', '"mnist"', '"x"', /"set" is "x": expected generated or mnist/],
    ['a type outside the bounds', '"Q1.4"', '"Q0.4"', /"maps.weights.cells.0.0" is "Q0.4"/],
    ['a missing map', '"activations"', '"other"', /"maps.activations" is missing/],
    ['a negative count', '"wrong":180', '"wrong":-1', /"floatError.wrong" is -1/],
    [
      'counts that do not add up',
      '12,3,1',
      '12,4,1',
      /Type Q1.4 of the weights has 12 wrong images of 1000, 4/,
    ],
    ['more wrong than there are', '"images": 1000', '"images": 11', /has 12 wrong images of 11, 3 lost/],
    ['a type twice', '"Q2.6"', '"Q1.4"', /weights have 1 types twice: expected each once/],
  ])('refuses %s', (_, find, replacement, message) => {
    expect(refusal(find, replacement)).toMatch(message);
  });

  it('throws AssetError and nothing else, whatever the text is', () => {
    const text = writeTable1Row(ROW);
    // biome-ignore lint/nursery/noFloatingPromises: the property is no promise, as in all other tests.
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 4 }), (start, length, put) => {
        try {
          readTable1Row(text.slice(0, start) + put + text.slice(start + length), 'row.json');
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('stored rows of Table 1', () => {
  it('can be read, each once, with errors that a trained network makes', () => {
    const names = STORED_TABLE1.map(({ model, set }) => `${model} ${set}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(1);
    for (const { floatError } of STORED_TABLE1) expect(floatError.wrong / floatError.total).toBeLessThan(0.5);
  });

  it('hold for the weights that ship: else npm run table1 measures anew', () => {
    for (const { model, set, fingerprint } of STORED_TABLE1) {
      const manifest = parseManifest(
        readFileSync(`public/models/${model}/${set}/manifest.json`, 'utf8'),
        model,
      );
      expect(fingerprint.split(' ').slice(1), `${model} ${set}`).toEqual([
        manifest.sha256['weights.bin'],
        manifest.data.testSha256,
      ]);
    }
  });
});
