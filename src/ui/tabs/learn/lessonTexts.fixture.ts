import type {
  Block,
  Inline,
  Lesson,
  LessonSeries,
  LessonStep,
  LiveValue,
} from '../../../experiment/lesson/lesson';
import { scientific } from '../../text/format';

/** Stands for a number that the page computes. */
const COMPUTED = '□';

/** Returns what a step says, piece by piece, without the numbers that the page computes. */
export function textsOfStep({ title, blocks, figure, question, reveal }: LessonStep): readonly string[] {
  return [
    title,
    ...blocks.flatMap(textsOfBlock),
    ...titlesOf(figure),
    ...(question?.prompt.flatMap(textsOfBlock) ?? []),
    ...(question?.kind === 'choice' ? question.options : []),
    ...(reveal?.blocks.flatMap(textsOfBlock) ?? []),
    ...titlesOf(reveal?.figure ?? null),
  ];
}

/** Returns what a lesson says outside of its steps. */
export function textsOfHead({ title, limits }: Lesson): readonly string[] {
  return [title, textOf(limits)];
}

function titlesOf(figure: LessonStep['figure']): readonly string[] {
  return figure === null ? [] : [figure.title, ...figure.series.map(({ label }) => label)];
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [textOf(block.children)];
    case 'list':
      return block.items.map(textOf);
    case 'paper':
      return block.blocks.flatMap(textsOfBlock);
    case 'widget':
      return [];
    default:
      throw block satisfies never;
  }
}

function textOf(line: readonly Inline[]): string {
  return line
    .map((inline) => (typeof inline === 'string' ? inline : inline.kind === 'value' ? COMPUTED : inline.text))
    .join('');
}

/** Returns the experiments of a step, those of its reveal included. */
export function specsOf({ figure, reveal }: LessonStep): readonly LessonSeries[] {
  return [...(figure?.series ?? []), ...(reveal?.figure?.series ?? [])];
}

/** Returns the values that a step quotes or asks for. */
export function valuesOf({
  blocks,
  question,
  reveal,
}: LessonStep): readonly Pick<LiveValue, 'rate' | 'loss'>[] {
  const inBlock = (block: Block): readonly LiveValue[] => {
    if (block.kind === 'widget') return [];
    if (block.kind === 'paper') return block.blocks.flatMap(inBlock);
    const lines = block.kind === 'list' ? block.items.flat() : block.children;
    return lines.flatMap((inline) => (typeof inline === 'object' && inline.kind === 'value' ? [inline] : []));
  };
  const all = [...blocks, ...(question?.prompt ?? []), ...(reveal?.blocks ?? [])].flatMap(inBlock);
  const answer = question === null || question.kind === 'sketch' ? null : question.answer;
  return answer === null || ('kind' in answer && answer.kind === 'option') ? all : [...all, answer];
}

/** Writes a rate as lessons do: `10⁻³`, `3.16 × 10⁻³`. */
export function plainRate(rate: number): string {
  return scientific(rate).replace(/^1\.00 × /, '');
}

const NUMBER =
  /Q\d+\.\d+|FC-\d|(?:\d[\d,.]* × )?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d+ trials|(?:\d+|one|five|ten) point|\d(?:[\d,.]*\d)?[⁰¹²³⁴⁵⁶⁷⁸⁹]*|\b(?:four|five|six|seven|eight|nine|ten|sixty|quarter|seventh|eighth)\b/gi;

/** Returns the numbers of a text in digits, or from four on in words, and types and layers. */
export function numbersIn(text: string): readonly string[] {
  return text.match(NUMBER) ?? [];
}
