import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseIdxLabels } from '../../engine/datasets/idx';
import {
  type AudioSet,
  pairRecordingsAndLabels,
  parseRecordings,
} from '../../engine/datasets/speech/audioSet';
import { MAX_SAMPLES } from '../../engine/datasets/speech/features';
import { decodeMulaw } from '../../engine/datasets/speech/mulaw';
import { generateSpeech, NUM_TEST_SPEECH } from './speech';

const FILE = 'public/data/speech/test-audio-idx2-ubyte.gz';
const LABELS_FILE = 'public/data/speech/test-labels-idx1-ubyte.gz';

describe('generateSpeech', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('asks for no function whose last bits differ between JavaScript engines', () => {
    const inexact = ['sin', 'cos', 'tan', 'exp', 'log', 'log2', 'log10', 'pow', 'hypot', 'cbrt'] as const;
    const spies = inexact.map((name) => vi.spyOn(Math, name));
    // Twenty recordings cover every branch: echo, telephone, all digits.
    generateSpeech('train', 0, 20);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    Math.cos(1);
    expect(spies[1]).toHaveBeenCalledOnce();
  });

  test('makes a recording from its number alone', () => {
    const many = generateSpeech('train', 100, 20);
    const one = generateSpeech('train', 113, 1);
    expect(one.recordings[0]).toEqual(many.recordings[13]);
    expect(one.labels[0]).toBe(many.labels[13]);
    expect(generateSpeech('train', 114, 1).recordings[0]).not.toEqual(one.recordings[0]);
    expect(generateSpeech('test', 113, 1).recordings[0]).not.toEqual(one.recordings[0]);
  });

  test('speaks for a quarter to a whole second, loud enough and rarely clipped', () => {
    for (const recording of generateSpeech('train', 0, 40).recordings) {
      expect(recording.length).toBeGreaterThan(1500);
      expect(recording.length).toBeLessThan(8000);
      const samples = decodeMulaw(recording);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // -38 to -20 dB before the noise.
      expect(power).toBeGreaterThan(10 ** -3.85);
      expect(power).toBeLessThan(10 ** -1.7);
      expect(samples.filter((sample) => Math.abs(sample) > 0.98).length).toBeLessThan(samples.length / 100);
    }
  });
});

describe('embedded speech', () => {
  let committed: AudioSet;
  beforeAll(async () => {
    committed = pairRecordingsAndLabels(
      await parseRecordings(readFileSync(FILE), FILE),
      FILE,
      await parseIdxLabels(readFileSync(LABELS_FILE), LABELS_FILE),
      LABELS_FILE,
    );
  });

  test('is a thousand recordings, a hundred of each digit, in less than 4 MB', () => {
    expect(committed.recordings).toHaveLength(NUM_TEST_SPEECH);
    for (let digit = 0; digit < 10; digit++) {
      expect(committed.labels.filter((label) => label === digit)).toHaveLength(100);
    }
    expect(readFileSync(FILE).length).toBeLessThan(4_000_000);
    expect(Math.max(...committed.recordings.map(({ length }) => length))).toBeLessThan(MAX_SAMPLES);
  });

  test.each([
    [0, 30],
    [985, 15],
  ])('is what the generator makes, from number %i on', (from, count) => {
    const made = generateSpeech('test', from, count);
    expect(made.recordings).toEqual(committed.recordings.slice(from, from + count));
    expect(made.labels).toEqual(committed.labels.slice(from, from + count));
  });
});
