import { csvParse } from 'd3-dsv';
import { expect, test } from 'vitest';
import { answersCsv } from './answersCsv';

const ANSWER = {
  step: 2,
  title: 'A, "quoted"',
  answer: '=1+1',
  measured: '10.1 %',
  verdict: 'off by 5 points',
};

test('a row holds an answer beside the run, and no formula', () => {
  const csv = answersCsv({ lesson: 'sign-bit', class: 'ml:7', seed: 99, answers: [ANSWER] });
  const [row, ...more] = csvParse(csv.trim());
  expect(more).toEqual([]);
  expect(row).toEqual({
    lesson: 'sign-bit',
    class: 'ml:7',
    seed: '99',
    step: '2',
    title: 'A, "quoted"',
    answer: "'=1+1",
    measured: '10.1 %',
    verdict: 'off by 5 points',
  });
});
