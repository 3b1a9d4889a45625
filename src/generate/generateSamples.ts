import type { CatalogKind } from '../core/network/model';
import { imageSamples } from '../engine/datasets/imageSamples';
import type { SampleSet } from '../engine/datasets/sampleSet';
import { decodeMulaw } from '../engine/datasets/speech/mulaw';
import { speechSamples } from '../engine/datasets/speech/speechSamples';
import { textSamples } from '../engine/datasets/textSamples';
import { generateDigits, NUM_TEST_DIGITS, NUM_TRAIN_DIGITS } from './digits/digits';
import { generatePictures, NUM_TEST_PICTURES, NUM_TRAIN_PICTURES } from './pictures/pictures';
import { generateSpeech, NUM_TEST_SPEECH, NUM_TRAIN_SPEECH } from './speech/speech';
import { generateText, NUM_TEST_CHARACTERS, NUM_TRAIN_CHARACTERS } from './text/text';

/** Generates one split of a data set. Throws TypeError for photographs. */
export function generateSamples(kind: CatalogKind, split: 'train' | 'test'): SampleSet {
  const isTest = split === 'test';
  switch (kind) {
    case 'digits':
      return imageSamples(generateDigits(split, 0, isTest ? NUM_TEST_DIGITS : NUM_TRAIN_DIGITS));
    case 'pictures':
      return imageSamples(generatePictures(split, 0, isTest ? NUM_TEST_PICTURES : NUM_TRAIN_PICTURES));
    case 'speech': {
      const set = generateSpeech(split, 0, isTest ? NUM_TEST_SPEECH : NUM_TRAIN_SPEECH);
      return speechSamples({ recordings: set.recordings.map(decodeMulaw), labels: set.labels });
    }
    case 'photos':
      throw new TypeError('Cannot generate photographs: expected digits, pictures or speech');
    case 'text':
      return textSamples(generateText(split, isTest ? NUM_TEST_CHARACTERS : NUM_TRAIN_CHARACTERS), 'text');
    default:
      throw kind satisfies never;
  }
}
