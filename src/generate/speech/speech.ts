import type { AudioSet } from '../../engine/datasets/speech/audioSet';
import { MAX_SAMPLES } from '../../engine/datasets/speech/features';
import { encodeMulaw, trimSilence } from '../../engine/datasets/speech/mulaw';
import { classTurn } from '../classTurn';
import { Draws } from '../draws';
import { articulate } from './articulation';
import { DIGIT_PRONUNCIATIONS } from './phones';
import { recordInRoom } from './room';
import { synthesize } from './synthesize';
import { drawVoice } from './voice';

/** Seed of the embedded data. Another seed would give another data set of the same name. */
const SPEECH_SEED = 2018;
export const NUM_TRAIN_SPEECH = 4000;
export const NUM_TEST_SPEECH = 1000;

const NUM_CLASSES = 10;

/** First Philox counter words of the splits and purposes. The data set depends on them. */
const SPLITS = { train: 0, test: 1 } as const;
const PURPOSES = { recording: 4, labels: 5 } as const;

/**
 * Generates `count` spoken digits, starting with number `first`: µ-law at 8 kHz, at most 2.555 s,
 * each by a different speaker. A recording depends only on its split and number. Each ten from a
 * multiple of ten on have every class once, in shuffled order.
 */
export function generateSpeech(split: keyof typeof SPLITS, first: number, count: number): AudioSet {
  const labels = Uint8Array.from({ length: count }, (_, offset) => labelOf(split, first + offset));
  const recordings = Array.from(labels, (label, offset) =>
    speakDigit(label, new Draws(SPEECH_SEED, PURPOSES.recording, SPLITS[split], first + offset)),
  );
  return { recordings, labels };
}

function labelOf(split: keyof typeof SPLITS, index: number): number {
  const run = Math.floor(index / NUM_CLASSES);
  return classTurn(index, NUM_CLASSES, new Draws(SPEECH_SEED, PURPOSES.labels, SPLITS[split], run));
}

/**
 * Uses only + - * / and square roots, which IEEE 754 rounds exactly, so the bytes are the same on
 * every machine.
 */
function speakDigit(digit: number, draws: Draws): Uint8Array {
  const voice = drawVoice(draws);
  const ways = DIGIT_PRONUNCIATIONS[digit]!.flatMap(({ share, phones }) => Array(share).fill(phones));
  const phones = ways[draws.below(ways.length)]!;
  const samples = recordInRoom(synthesize(articulate(phones, voice, draws), voice, draws), draws);
  const bytes = new Uint8Array(Math.min(MAX_SAMPLES, samples.length));
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = encodeMulaw(
      Math.max(-32_768, Math.min(32_767, Math.floor(32_768 * samples[index]! + 0.5))),
    );
  }
  return trimSilence(bytes);
}
