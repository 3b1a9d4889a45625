import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { formatText } from '../../core/words/numberFormat';
import { parseQFormat } from '../../core/words/qformat';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { candidateSeries } from './candidateSeries';
import { addCandidate, candidateTypes, MAX_CANDIDATES } from './candidateTypes';

const types = (...names: string[]) => names.map(parseQFormat);

it('starts with the type of the paper and Q3.13, each type once', () => {
  for (const model of CATALOG.values()) {
    const names = candidateTypes(model).map(formatText);
    expect(names.slice(0, 1)).toEqual([model.weightFormat]);
    expect(names).toContain('Q3.13');
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(5);
  }
});

it('varies nothing but the type of the weights, the reader’s own first', () => {
  const series = candidateSeries(DEFAULT_SPEC, types('Q3.13', 'Q2.6', 'Q1.7'));
  expect(series.map(({ label }) => label)).toEqual(['Q2.6', 'Q3.13', 'Q1.7']);
  expect(series[0]!.spec).toBe(DEFAULT_SPEC);
  expect(series[1]!.spec).toEqual({ ...DEFAULT_SPEC, format: parseQFormat('Q3.13') });
});

it('leaves out types without the chosen bit positions, and all if no weights may be faulty', () => {
  const eighth = { ...DEFAULT_SPEC, bitPositions: [7] };
  expect(candidateSeries(eighth, types('Q2.4', 'Q3.13')).map(({ id }) => id)).toEqual(['Q2.6', 'Q3.13']);
  const activations = { ...DEFAULT_SPEC, structures: ['activations' as const] };
  expect(candidateSeries(activations, types('Q3.13')).length).toBe(1);
});

it('adds a type, and refuses others by what it found', () => {
  const known = types('Q2.6');
  expect(addCandidate(known, ' q1.5 ').map(formatText)).toEqual(['Q2.6', 'Q1.5']);
  expect(() => addCandidate(known, '2.6')).toThrow(
    'Cannot add Q2.6: found it in the table, expected another type',
  );
  expect(() => addCandidate(known, 'int9x')).toThrow('Cannot parse number format "int9x"');
  expect(() => addCandidate(known, 'Q9.20')).toThrow('29 bits wide');
  const full = Array.from({ length: MAX_CANDIDATES }, (_, bits) => ({
    integerBits: 2,
    fractionBits: bits + 1,
  }));
  expect(() => addCandidate(full, 'Q1.7')).toThrow('found 16 types, expected at most 16');
});
