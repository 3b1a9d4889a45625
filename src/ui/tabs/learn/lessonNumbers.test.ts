import { readFileSync } from 'node:fs';
import { median } from 'd3';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../core/network/catalog';
import { numCountDraws } from '../../../core/pattern/faultPattern';
import { siteTensors } from '../../../core/site/siteTensors';
import { formatText, wordBits } from '../../../core/words/numberFormat';
import { dequantizeWord, valueRange, wordLayout } from '../../../core/words/qformat';
import { NUM_STEPS } from '../../../engine/datasets/speech/features';
import { classVariance } from '../../../experiment/classes/classVariance';
import { expectedFlipsOf, firstFlip, numTrialBits } from '../../../experiment/curve/curve';
import { chanceError, summarize } from '../../../experiment/curve/statistics';
import type { LessonStep } from '../../../experiment/lesson/lesson';
import { PAPER_TRIALS } from '../../../experiment/paper/claims/claim';
import { CLAIMS } from '../../../experiment/paper/claims/claims';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { gridBers } from '../../../experiment/sweep/berGrid';
import { grouped } from '../../../experiment/text/numberWords';
import { exact, powerOfTen, scientific } from '../../text/format';
import { LESSONS } from './englishLessons';
import { numbersIn, plainRate, specsOf, textsOfHead, textsOfStep, valuesOf } from './lessonTexts.fixture';
import { FORMATS, WEIGHT } from './WordBits';

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const word = (count: number) => (count === 60 ? 'sixty' : WORDS[count]!);
const fraction = (share: number) =>
  ({ 4: 'a quarter', 7: 'a seventh', 8: 'an eighth' })[Math.round(1 / share)]!;
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** Returns the settings of a series of a lesson by its label. */
function specOf(lesson: string, label: string): ExperimentSpec {
  const steps = LESSONS.find(({ id }) => id === lesson)!.steps;
  return steps.flatMap(specsOf).find((one) => one.label === label)!.spec;
}
const bitsOf = (lesson: string, label: string) => numTrialBits(specOf(lesson, label));
/** Returns a number of the paper as the tab Claims has it. */
const claim = (id: string) => CLAIMS.find((one) => one.id === id)!.number;

const [Q26, Q313] = [wordLayout(FORMATS.Q26, 'twosComplement'), wordLayout(FORMATS.Q313, 'twosComplement')];
/** Value of a word with one bit set, counted from the sign. */
const bitValue = (layout: typeof Q26, place: number) =>
  dequantizeWord(1 << (layout.width - 1 - place), layout);
const weights = (() => {
  const { buffer, byteOffset, byteLength } = readFileSync('public/models/lenet-fc/generated/weights.bin');
  return Array.from(new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), Math.abs);
})();
const byChance = specOf('count-and-chance', 'by chance');
const byCount = specOf('count-and-chance', 'by count');
const numFc3 = numTrialBits(byChance);
const first = firstFlip(byCount)!;
const countRates = gridBers(byCount.bers).filter((ber) => ber > 0);
const drawsAt = (ber: number) =>
  numCountDraws(siteTensors(checkModel(byCount.model), byCount)[0]!.space, ber);
const noFlip = (1 - 1e-4) ** numFc3;
/** Damage of a flip in Q3.13 as a multiple of that in Q2.6. */
const damage = bitValue(Q313, 0) / bitValue(Q26, 0);
/** Error that nine of ten do not exceed, of eleven trials with errors from 0 to 1. */
const { q90 } = summarize(
  Array.from({ length: 11 }, (_, wrong) => ({
    ber: 1e-3,
    trial: wrong,
    wrong,
    total: 10,
    flips: 1,
    wrongPerClass: [],
  })),
  () => 1,
)[0]!;
const tiGru = specOf('structures', 'hidden state');

/**
 * Numbers that lessons state by hand, computed anew: the words around them, by lesson and step; 0
 * is the title and what the lesson does not show.
 */
const COMPUTED: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  'sign-bit': {
    1: [
      `the word has ${word(Q26.width)} bits: a sign, ${word(FORMATS.Q26.integerBits - 1)} integer bit and ${word(FORMATS.Q26.fractionBits)} fraction bits`,
      `The first stands for ${exact(bitValue(Q26, 0))}`,
      `the sign bit moves the value by ${-bitValue(Q26, 0)}, the last bit by 1/${1 / bitValue(Q26, Q26.width - 1)}`,
      weights.filter((size) => size < 1).length > weights.length / 2
        ? 'Most weights of this network are smaller than 1'
        : '',
    ],
    2: [`An error of ${100 * chanceError(10)} % is guessing`],
    3: [
      `${capital(fraction(bitsOf('sign-bit', 'only sign bits') / bitsOf('sign-bit', 'every bit')))} of the bits`,
      `With ${fraction(bitsOf('sign-bit', 'only sign bits') / bitsOf('sign-bit', 'every bit'))} of the flips`,
      `${word(bitsOf('sign-bit', 'every bit') / bitsOf('sign-bit', 'only sign bits'))} times fewer flips`,
    ],
    5: [
      `The other ${word(Q26.width - 1)} bits`,
      `only the other ${word(specOf('sign-bit', 'all but the sign').bitPositions!.length)} may flip`,
      `One protected bit in ${word(Q26.width)}`,
    ],
    6: [
      `adds or takes away ${-bitValue(Q26, 0)}`,
      `turns ${WEIGHT.toFixed(2)} into ${exact(Number((-WEIGHT).toFixed(2)))}`,
      `Most weights are near ${median(weights)!.toFixed(0)}`,
    ],
  },
  narrower: {
    1: (['Q26', 'Q313'] as const)
      .map((name) => {
        const [layout, range] = [
          wordLayout(FORMATS[name], 'twosComplement'),
          valueRange(FORMATS[name], 'twosComplement'),
        ];
        return `${formatText(FORMATS[name])} has ${layout.width} bits${name === 'Q26' ? ' and' : ','} reaches from ${exact(range.min)} to nearly ${Math.ceil(range.max)}`;
      })
      .concat(`by ${-bitValue(Q26, 0)} in Q2.6, by ${-bitValue(Q313, 0)} in Q3.13`),
    2: [`worth ${word(Q313.width - Q26.width)} more bits`],
    3: [
      `Squared, that is ${word(damage ** 2)} times`,
      `with ${fraction(1 / damage ** 2)} of the flips`,
      `a factor of ${/^(\d+)×/.exec(claim('type-10x'))![1]} between`,
      `one image in ${specOf('narrower', 'Q3.13').numSamples} already counts`,
    ],
    4: [`the same range into ${wordBits(specOf('narrower', 'Q2.14').format)} bits`],
  },
  'where-first': {
    2: [`ratios of ${claim('layers-2781').replace('×', '')}, between`],
    3: [
      ...['FC-1 has about ', 'FC-1 with '].map(
        (before) =>
          `${before}${grouped(100 * Math.round(expectedFlipsOf(specOf('where-first', 'FC-1'), 1e-3) / 100))} wrong bits`,
      ),
      `FC-3 has ${expectedFlipsOf(specOf('where-first', 'FC-3'), 1e-2)} at`,
      `FC-3 with ${expectedFlipsOf(specOf('where-first', 'FC-3'), 1e-2)} wrong bits`,
      `one of ${word(checkModel('lenet-fc').numClasses)} answers`,
    ],
  },
  'mean-and-tail': {
    1: [`${capital(word(specOf('mean-and-tail', 'FC-3').trials))} trials`],
    2: [claim('skew').replace(/mean (.*), median (.*) \((.*)\)/, 'a mean of $1 and a median of $2 over $3')],
    3: [
      `the worst ${word(10 - 10 * q90)} in ten`,
      `that ${word(10 * q90)} of ten`,
      `${capital(word(10 * q90))} of ten trials`,
      `${capital(word(10 * q90))} of ten stay below`,
    ],
  },
  'count-and-chance': {
    1: [
      `no ${expectedFlipsOf(byChance, 1e-4)} of a flip`,
      `In about ${Math.round(100 * noFlip)}`,
      // The wrong answer of a reader who takes the expected flips for a share.
      `In about ${Math.round(100 * expectedFlipsOf(byChance, 1e-4))}`,
      `with probability ${1 - 1e-4}.`,
      `probability ${1 - 1e-4}${powerOfTen(numFc3).slice(2)}, which is about ${noFlip.toFixed(2)}`,
      `In ${Math.round(100 * noFlip)} of 100 trials nothing happens`,
    ],
    2: [
      `Below ${scientific(first)} the count is ${drawsAt(0.99 * first)}, from there on it is ${drawsAt(first)}, from ${scientific(2 * first, 1)} on it is ${drawsAt(2 * first)}`,
      `from ${word(drawsAt(Math.min(...countRates)))} flip to ${word(drawsAt(Math.max(...countRates)))}`,
    ],
    3: [
      `at multiples of ${/\d\.\d+ × .*/.exec(claim('fc3-steps'))![0]} and`,
      `trials with ${[0, 1, 2].join(', ')} or more flips mix`,
      `with ${PAPER_TRIALS.layers} trials`,
    ],
  },
  structures: {
    4: [`in ${NUM_STEPS} steps`, `only ${tiGru.trials} trials of ${tiGru.numSamples} recordings`],
  },
  'one-class': {
    0: ['worse than ten of another'],
    1: [`the ${word(checkModel('lenet-fc').numClasses)} digits`],
    2: [
      `it is ${classVariance([3, 3, 3], [9, 9, 9]).variance} if each digit`,
      // The largest variance that an error e allows is n² e (1 - e).
      `at errors below ${[...Array(101).keys()].reduce((best, e) => (e * (100 - e) > best * (100 - best) ? e : best), 0)} %`,
    ],
  },
  design: {
    0: [
      `${word(
        Math.min(
          ...LESSONS.find(({ id }) => id === 'design')!
            .steps.flatMap(valuesOf)
            .map(({ loss }) => loss),
        ),
      )} point to spend`,
    ],
    3: [
      `${fraction((numTrialBits(specOf('design', 'nothing safe')) - bitsOf('design', 'signs safe')) / (numTrialBits(specOf('design', 'nothing safe')) - bitsOf('design', 'FC-1 safe')))} of FC-1`,
    ],
  },
};

describe.each(LESSONS)('numbers of lesson $id', (lesson) => {
  const parts = [{ texts: textsOfHead(lesson), step: null as LessonStep | null }].concat(
    lesson.steps.map((step) => ({ texts: textsOfStep(step), step })),
  );
  it.each(parts.map((part, index) => ({ ...part, index })))(
    'are computed in step $index',
    ({ texts, step, index }) => {
      let rest = texts.join('\n').replaceAll('\u00a0', ' ');
      for (const words of COMPUTED[lesson.id]?.[index] ?? []) {
        expect(rest, 'words with a computed number').toContain(words);
        rest = rest.replace(words, '');
      }
      expect(numbersIn(rest).filter((number) => !(step !== null && isOfFigure(number, step)))).toEqual([]);
    },
  );
});

/** True for a number that the figure or the question of a step has. */
function isOfFigure(number: string, step: LessonStep): boolean {
  const specs = specsOf(step).map(({ spec }) => spec);
  const trials = specs.map((spec) => `${spec.trials} trials`);
  const losses = valuesOf(step).flatMap(({ loss }) => [`${loss} point`, `${word(loss)} point`]);
  const formats = [...specs.map(({ format }) => format), ...Object.values(FORMATS)].map(formatText);
  const layers = specs.flatMap(({ model }) => checkModel(model).layers.map(({ name }) => name));
  const rates = [
    ...specs.flatMap(({ bers }) => gridBers(bers)),
    ...valuesOf(step).map(({ rate }) => rate),
  ].map(plainRate);
  return [...trials, ...losses, ...formats, ...layers, ...rates].some(
    (own) => own.toLowerCase() === number.toLowerCase(),
  );
}

it('reads all numbers of a text (control)', () => {
  expect(
    numbersIn('FC-1 of Q2.6 loses five points at 10⁻³ or 1.24 × 10⁻⁴ in 20 trials: 8,000, an eighth, −2.'),
  ).toEqual(['FC-1', 'Q2.6', 'five point', '10⁻³', '1.24 × 10⁻⁴', '20 trials', '8,000', 'eighth', '2']);
});
