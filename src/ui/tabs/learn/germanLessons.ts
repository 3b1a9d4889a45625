import countAndChance from '../../../../lessons/de/count-and-chance.md';
import design from '../../../../lessons/de/design.md';
import meanAndTail from '../../../../lessons/de/mean-and-tail.md';
import narrower from '../../../../lessons/de/narrower.md';
import oneClass from '../../../../lessons/de/one-class.md';
import signBit from '../../../../lessons/de/sign-bit.md';
import structures from '../../../../lessons/de/structures.md';
import whereFirst from '../../../../lessons/de/where-first.md';
import type { Lesson } from '../../../experiment/lesson/lesson';

/** The same lessons in German. */
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
