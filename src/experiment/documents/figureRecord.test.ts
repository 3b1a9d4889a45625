import { describe, expect, it } from 'vitest';
import { figureRecord, formatFigureRecord, readFigureRecord } from './figureRecord';

const RECORD = figureRecord('Curve', 'https://example.org/#/x?v=1&n=12', new Date(0), 'WASM SIMD');

describe('a figure record', () => {
  it('reads as it was written, with and without a device', () => {
    expect(readFigureRecord(formatFigureRecord(RECORD), 'a.svg')).toEqual(RECORD);
    const { environment: _, ...plain } = RECORD;
    expect(readFigureRecord(formatFigureRecord({ ...plain }), 'a.svg')).toEqual(plain);
    expect(RECORD).toMatchObject({ date: '1970-01-01T00:00:00.000Z' });
  });

  it.each([
    [
      'text',
      '{"version":',
      'a.svg: The file starts with "{\\"version\\":", which is not JSON: expected the record of an exported figure',
    ],
    ['a list', '[]', 'a.svg: The content is a list of 0: expected an object'],
    ['version 0', { version: 0 }, 'a.svg: Field "version" is 0: expected a whole number from 1'],
    ['a number', { link: 7 }, 'a.svg: Field "link" is 7: expected a link of at most 10000 characters'],
    ['a long link', { link: 'x'.repeat(10_001) }, /Field "link" is "x+…": expected a link of at most 10000/],
    [
      'a later version',
      { version: 2, program: 'Ares Explorer 9.0.0' },
      'a.svg: The figure was written by a newer program (Ares Explorer 9.0.0) in version 2: expected at most version 1',
    ],
  ])('refuses %s', (_, change, message) => {
    const json = typeof change === 'string' ? change : JSON.stringify({ version: 1, ...RECORD, ...change });
    expect(() => readFigureRecord(json, 'a.svg')).toThrow(message);
  });
});
