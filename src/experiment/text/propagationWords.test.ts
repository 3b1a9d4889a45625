import { expect, it } from 'vitest';
import type { NodeChange, Propagation } from '../../core/site/propagation';
import { nodeSentence, propagationHeadings, propagationRow, propagationSentence } from './propagationWords';

const node = (change: Partial<NodeChange>): NodeChange => ({
  ...{ node: 'fc-1', kind: 'dense', numValues: 300, changed: 12, flips: 0 },
  ...{ faultFreeRms: 2, changeRms: 0.5, largestChange: 3, nonFinite: 0 },
  ...change,
});
const QUIET = node({ node: 'conv-1', changed: 0, changeRms: 0, largestChange: 0 });
const SCORES = node({ node: 'fc-3', numValues: 10, changed: 10 });

const followed = (change: Partial<Propagation>): Propagation => ({
  ...{ sample: 4, ber: 1e-3, trial: 0, label: 3, before: 3, after: 3, flips: 41 },
  nodes: [QUIET, node({}), SCORES],
  ...change,
});
const nameOf = (label: number) => `class ${label}`;

it('states the first values that change, the scores, and the answer', () => {
  const said = (change: Partial<Propagation>) => propagationSentence(followed(change), nameOf);
  expect(said({})).toBe(
    '41 flipped bits change 12 of 300 values of fc-1 and all 10 scores. The answer stays class 3.',
  );
  expect(said({ after: 8, flips: 1 })).toBe(
    '1 flipped bit changes 12 of 300 values of fc-1 and all 10 scores. The answer turns from class 3 to class 8.',
  );
  expect(said({ after: null })).toContain('There is no answer: a value exceeded float32.');
  expect(said({ flips: 0 })).toBe('No bit flips in this trial.');
  expect(said({ nodes: [QUIET, QUIET] })).toBe('41 flipped bits change no value.');
  expect(said({ nodes: [QUIET, SCORES] })).toContain('change all 10 values of fc-3. The answer');
});

it('describes a layer: how many values changed, by how much, and what overflowed', () => {
  expect(nodeSentence(QUIET)).toBe('none of 300 values changed');
  expect(nodeSentence({ ...QUIET, flips: 1 })).toBe('none of 300 values changed; 1 bit flips here');
  expect(nodeSentence(node({ flips: 1041 }))).toMatch(/, at most 3; 1,041 bits flip here$/);
  expect(nodeSentence(node({}))).toBe(
    '12 of 300 values changed (4.00 %), by 0.25 times their RMS, at most 3',
  );
  expect(nodeSentence(node({ faultFreeRms: 0, nonFinite: 1200 }))).toBe(
    '12 of 300 values changed (4.00 %), all were 0 without faults, at most 3; 1,200 NaN or infinite',
  );
});

it('gives a row as many cells as there are headings, and calls no share above 0 nothing', () => {
  const tiny = node({ numValues: 1e6, changed: 3, changeRms: 2e7, largestChange: 1.5e-5 });
  const row = propagationRow(tiny);
  expect(row).toEqual(['fc-1', '0', '1,000,000', '3', '0.00030', '1.00e+7', '1.50e-5', '0']);
  expect(row.length).toBe(propagationHeadings().length);
  expect(propagationRow(QUIET).slice(4, 7)).toEqual(['0.00', '0', '0']);
});
