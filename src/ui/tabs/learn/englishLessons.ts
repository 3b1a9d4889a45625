import countAndChance from '../../../../lessons/count-and-chance.md';
import design from '../../../../lessons/design.md';
import meanAndTail from '../../../../lessons/mean-and-tail.md';
import narrower from '../../../../lessons/narrower.md';
import oneClass from '../../../../lessons/one-class.md';
import signBit from '../../../../lessons/sign-bit.md';
import structures from '../../../../lessons/structures.md';
import whereFirst from '../../../../lessons/where-first.md';
import type { Lesson } from '../../../experiment/lesson/lesson';

/** Lessons in the order in which they are taught. */
export const LESSONS: readonly Lesson[] = [
  signBit,
  narrower,
  whereFirst,
  meanAndTail,
  countAndChance,
  structures,
  oneClass,
  design,
];
