import { describe, expect, it } from 'vitest';
import type { Block, Lesson, LessonFigure, LessonStep, Question } from '../../../experiment/lesson/lesson';
import { LESSONS as ENGLISH } from './englishLessons';
import { LESSONS as GERMAN } from './germanLessons';
import { numbersIn, textsOfHead, textsOfStep } from './lessonTexts.fixture';

/** Replaces the labels of a step's series by their places. */
function placeOf(step: LessonStep) {
  const labels = [...figureLabels(step.figure), ...figureLabels(step.reveal?.figure ?? null)];
  return (label: string) => labels.indexOf(label);
}
const figureLabels = (figure: LessonFigure | null) => figure?.series.map(({ label }) => label) ?? [];

/** Returns a step without its words: directives, series, values and links. */
function skeletonOf(step: LessonStep) {
  const place = placeOf(step);
  const blockOf = (block: Block): unknown => {
    if (block.kind === 'widget') return block;
    if (block.kind === 'paper') return { kind: 'paper', blocks: block.blocks.map(blockOf) };
    const lines = block.kind === 'list' ? block.items : [block.children];
    const parts = lines.map((line) =>
      line.flatMap((inline): unknown[] => {
        if (typeof inline === 'string') return [];
        if (inline.kind === 'value') return [{ ...inline, of: place(inline.of) }];
        return [inline.kind === 'link' ? { to: inline.to } : inline.kind];
      }),
    );
    // Words may stand in another order.
    return { kind: block.kind, parts: parts.map((line) => line.map((part) => JSON.stringify(part)).sort()) };
  };
  const figureOf = (figure: LessonFigure | null) =>
    figure && { ...figure, title: '', series: figure.series.map(({ spec }) => spec) };
  const questionOf = (question: Question) => ({
    kind: question.kind,
    prompt: question.prompt.map(blockOf),
    ...(question.kind === 'choice' && { options: question.options.map(place), answer: question.answer }),
    ...(question.kind === 'sketch' && { of: place(question.of) }),
    ...((question.kind === 'number' || question.kind === 'rate') && {
      answer: { ...question.answer, of: place(question.answer.of) },
    }),
  });
  return {
    blocks: step.blocks.map(blockOf),
    figure: figureOf(step.figure),
    question: step.question && questionOf(step.question),
    reveal: step.reveal && {
      blocks: step.reveal.blocks.map(blockOf),
      figure: figureOf(step.reveal.figure),
    },
  };
}

/** Returns the numbers in digits, sorted: words have another order in another language. */
const digitsIn = (texts: readonly string[]) =>
  texts
    .flatMap(numbersIn)
    .map((number) => number.replace(/ (?:trials|point)$/, ''))
    .filter((number) => /\d/.test(number))
    .sort();

it('are the same lessons in the same order', () => {
  expect(GERMAN.map(({ id }) => id)).toEqual(ENGLISH.map(({ id }) => id));
});

describe.each(ENGLISH.map((english, index) => [english.id, english, GERMAN[index]!] as const))(
  'the German lesson %s',
  (_, english: Lesson, german: Lesson) => {
    it('has the same steps with the same directives', () => {
      expect(german.steps.map(skeletonOf)).toEqual(english.steps.map(skeletonOf));
    });

    it('states the same numbers', () => {
      expect(digitsIn(textsOfHead(german))).toEqual(digitsIn(textsOfHead(english)));
      for (const [index, step] of english.steps.entries())
        expect(digitsIn(textsOfStep(german.steps[index]!)), `step ${index + 1}`).toEqual(
          digitsIn(textsOfStep(step)),
        );
    });

    it('is German in every text of some length', () => {
      const texts = [english, german].map(({ steps }) => steps.flatMap(textsOfStep));
      const kept = texts[1]!.filter((text) => text.length > 30 && texts[0]!.includes(text));
      expect(kept).toEqual([]);
    });
  },
);
