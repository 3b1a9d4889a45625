import narrower from '../../../../lessons/narrower.md';
import signBit from '../../../../lessons/sign-bit.md';
import type { Lesson } from '../../../experiment/lesson/lesson';

/** Lessons in the order in which they are taught. A link can open these and no others. */
export const LESSONS: readonly Lesson[] = [signBit, narrower];
