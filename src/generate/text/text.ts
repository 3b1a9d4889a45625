import { Draws } from '../draws';
import { writeSentence } from './grammar';

/** Seed of the embedded data. Another seed would give another data set of the same name. */
const TEXT_SEED = 2018;
/** Characters of 30,000 and 2,000 samples of 33 each. */
export const NUM_TRAIN_CHARACTERS = 990_000;
export const NUM_TEST_CHARACTERS = 66_000;

/** First Philox counter words of the splits and of the purpose. The data set depends on them. */
const SPLITS = { train: 0, test: 1 } as const;
const PURPOSE = 6;

/**
 * Generates `length` characters of text: sentences with a space between them, the last one cut. A
 * sentence depends only on its split and number.
 */
export function generateText(split: keyof typeof SPLITS, length: number): string {
  let text = '';
  for (let sentence = 0; text.length < length; sentence++) {
    const draws = new Draws(TEXT_SEED, PURPOSE, SPLITS[split], sentence);
    text += `${writeSentence((options) => options[draws.below(options.length)]!)} `;
  }
  return text.slice(0, length);
}
