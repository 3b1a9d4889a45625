import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import type { Measurement } from '../../experiment/sweep/results';
import type { TickAnswer, TickQuestion, ToleranceQuestion } from '../../experiment/ticks/tickQuestion';
import type { TickDesk } from './tickDesk';
import { createTickReading } from './tickReading';

const MEASUREMENT: Measurement = {
  spec: DEFAULT_SPEC,
  baseline: BASELINE,
  results: [],
};

/** Desk whose questions the test answers. `open` contains the unanswered ones. */
function fakeDesk() {
  const answers = new Map<TickQuestion, TickAnswer>();
  const open = new Set<TickQuestion>();
  const desk: TickDesk = {
    answer<Question extends TickQuestion>(question: Question) {
      if (!answers.has(question)) open.add(question);
      return answers.get(question) as TickAnswer<Question> | undefined;
    },
    withdraw: (question) => open.delete(question),
  };
  const answerAll = () => {
    for (const question of open) answers.set(question, null);
    open.clear();
  };
  return { desk, open, answerAll };
}

it('keeps the last answer while another version is worked out, and drops it with its subject', () => {
  const { desk, open, answerAll } = fakeDesk();
  const read = createTickReading<ToleranceQuestion, string>();
  let asked = 0;
  const at = (about: string, version: number) =>
    read(desk, [about], [version], () => {
      asked++;
      const question = { measurement: MEASUREMENT, against: null, unit: 'points' } as const;
      return { question, finish: (answer) => `${about} ${version}: ${answer}` };
    });
  expect(at('a', 1)).toEqual({ value: undefined, awaited: true });
  expect(at('a', 1)).toEqual({ value: undefined, awaited: true });
  expect(asked).toBe(1);
  answerAll();
  // Null is a valid answer.
  expect(at('a', 1)).toEqual({ value: 'a 1: null', awaited: false });
  expect(at('a', 2)).toEqual({ value: 'a 1: null', awaited: true });
  // Version 3 cancels the question about version 2.
  expect(at('a', 3)).toEqual({ value: 'a 1: null', awaited: true });
  expect(open.size).toBe(1);
  answerAll();
  expect(at('a', 3)).toEqual({ value: 'a 3: null', awaited: false });
  expect(at('b', 3)).toEqual({ value: undefined, awaited: true });
  answerAll();
  expect(at('b', 3)).toEqual({ value: 'b 3: null', awaited: false });
  expect(asked).toBe(4);
});
