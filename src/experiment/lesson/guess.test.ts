import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { formatGuess, type Guess, parseGuess, sketchRates } from './guess';
import type { LessonStep, Question } from './lesson';

const GRID = { kind: 'list', bers: [0, 1e-4, 1e-3, 1e-2] } as const;
const VALUE = { of: 'all', show: 'error', rate: 1e-3, loss: 1 } as const;

function stepOf(question: Question | null): LessonStep {
  const series = [{ label: 'all', spec: { ...DEFAULT_SPEC, bers: GRID } }];
  const figure = { title: 'Figure', series, rate: 1e-3, scale: 'linear', rateAxis: 'rate' } as const;
  return { title: 'Step', blocks: [], figure, question, reveal: { blocks: [], figure: null } };
}

const CHOICE = stepOf({
  kind: 'choice',
  prompt: [],
  options: ['all', 'signs'],
  answer: { kind: 'option', index: 0 },
});
const NUMBER = stepOf({ kind: 'number', prompt: [], unit: '%', max: 40, answer: VALUE });
const RATE = stepOf({ kind: 'rate', prompt: [], answer: { ...VALUE, show: 'tolerance' } });
const SKETCH = stepOf({ kind: 'sketch', prompt: [], of: 'all' });

describe('answers as text', () => {
  test.each<[string, LessonStep, Guess]>([
    ['2', CHOICE, { kind: 'choice', index: 1 }],
    ['12.5', NUMBER, { kind: 'number', value: 12.5 }],
    ['0', NUMBER, { kind: 'number', value: 0 }],
    ['3.16e-4', RATE, { kind: 'rate', rate: 3.16e-4 }],
    ['2,40,100', SKETCH, { kind: 'sketch', errors: [0.02, 0.4, 1] }],
  ])('%s is read and written', (text, step, guess) => {
    expect(parseGuess(step, text)).toEqual(guess);
    expect(formatGuess(guess)).toBe(text);
  });

  test.each([
    ['3', CHOICE, 'an option from 1 to 2'],
    ['0', CHOICE, 'an option from 1 to 2'],
    ['-1', NUMBER, 'a number from 0 to 40'],
    ['41', NUMBER, 'a number from 0 to 40'],
    ['1,2', SKETCH, '3 whole numbers from 0 to 100'],
    ['1,2,101', SKETCH, '3 whole numbers from 0 to 100'],
    ['1', stepOf(null), 'none: this step asks nothing'],
  ])('%s is refused with what is expected', (text, step, wanted) => {
    expect(() => parseGuess(step, text)).toThrow(
      `Cannot use answer ${JSON.stringify(text)}: expected ${wanted}`,
    );
  });

  test('a curve is drawn at the tested rates above 0', () => {
    expect(sketchRates(SKETCH)).toEqual([1e-4, 1e-3, 1e-2]);
  });
});
