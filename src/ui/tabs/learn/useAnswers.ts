import { useState } from 'react';
import { readSetting, writeSetting } from '../../settings';

/** Answer of one step, as text, with what the run measured. */
interface KeptAnswer {
  readonly guess: string;
  readonly answer: string;
  readonly measured: string;
  readonly verdict: string;
}

export type Answers = Readonly<Record<string, KeptAnswer>>;

/**
 * Reads the answers to a lesson that the browser kept. Returns none if it kept none, or if
 * something else wrote that place.
 */
export function keptAnswers(lesson: string): Answers {
  try {
    const kept: unknown = JSON.parse(readSetting(`lesson.${lesson}`) ?? '{}');
    const entries = Object.entries(kept as object).filter(
      ([step, answer]) => /^[1-9]$/.test(step) && isAnswer(answer),
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

/** Answers to a lesson, which the browser keeps for the next visit. */
export function useAnswers(lesson: string) {
  const [answers, setAnswers] = useState(() => keptAnswers(lesson));
  /** False once the browser has refused to keep them. */
  const [isKept, setKept] = useState(true);
  /** Keeps the answer to a step; null: none. Another tab may have kept answers to other steps. */
  const keep = (step: number, answer: KeptAnswer | null) => {
    const { [step]: _, ...others } = isKept ? keptAnswers(lesson) : answers;
    const next = answer === null ? others : { ...others, [step]: answer };
    setAnswers(next);
    setKept(writeSetting(`lesson.${lesson}`, JSON.stringify(next)));
  };
  return { answers, isKept, keep };
}

function isAnswer(value: unknown): value is KeptAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { guess, answer, measured, verdict } = value as Partial<Record<keyof KeptAnswer, unknown>>;
  return [guess, answer, measured, verdict].every((text) => typeof text === 'string');
}
