import { encode } from 'fast-png';
import { encodeIdxLabels } from '../../engine/datasets/idx';
import type { AudioSet } from '../../engine/datasets/speech/audioSet';
import { encodeRecordings } from '../../engine/datasets/speech/audioSet';
import { decodeMulaw } from '../../engine/datasets/speech/mulaw';
import { spectrogramOf } from '../../engine/datasets/speech/spectrogram';
import { generateSpeech, NUM_TEST_SPEECH } from '../../generate/speech/speech';
import { gzip } from './gzip';
import type { Output } from './output';

const PER_CLASS = 8;
const CELL_WIDTH = 92;
const CELL_HEIGHT = 64;
const MARGIN = 2;
const PAPER = 255;

/**
 * Writes the embedded spoken digits, as IDX files of µ-law bytes and of labels, and a sheet of
 * their spectrograms.
 */
export function writeSpeech(write: Output): void {
  const set = generateSpeech('test', 0, NUM_TEST_SPEECH);
  const file = 'public/data/speech/test';
  write(`${file}-audio-idx2-ubyte.gz`, gzip(encodeRecordings(set.recordings)));
  write(`${file}-labels-idx1-ubyte.gz`, gzip(encodeIdxLabels(set)));
  write('docs/speech.png', drawSpectrograms(set));
}

/**
 * Draws the spectrograms of the first eight recordings of every digit: one digit per row, 4 kHz at
 * the top, loud is dark.
 */
function drawSpectrograms({ recordings, labels }: AudioSet): Uint8Array {
  const width = PER_CLASS * (CELL_WIDTH + MARGIN);
  const height = 10 * (CELL_HEIGHT + MARGIN);
  const sheet = new Uint8Array(width * height).fill(PAPER);
  const numDrawn = new Uint8Array(10);
  labels.forEach((label, index) => {
    const slot = numDrawn[label]!;
    if (slot === PER_CLASS) return;
    numDrawn[label] = slot + 1;
    const { magnitudesDb, frames, bands } = spectrogramOf(decodeMulaw(recordings[index]!));
    const step = bands / CELL_HEIGHT;
    for (let x = 0; x < Math.min(frames, CELL_WIDTH); x++) {
      for (let y = 0; y < CELL_HEIGHT; y++) {
        const lowest = x * bands + (CELL_HEIGHT - 1 - y) * step;
        const loudest = Math.max(...magnitudesDb.subarray(lowest, lowest + step));
        const row = label * (CELL_HEIGHT + MARGIN) + y;
        sheet[row * width + slot * (CELL_WIDTH + MARGIN) + x] = PAPER - loudest;
      }
    }
  });
  return encode({ data: sheet, width, height, channels: 1 }, { zlib: { level: 9 } });
}
