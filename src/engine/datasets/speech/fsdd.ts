import { AssetError } from '../../../core/errors';

/**
 * What the name of a recording of the Free Spoken Digit Dataset says:
 * `{digit}_{speaker}_{take}.wav`.
 */
interface FsddRecording {
  readonly name: string;
  readonly digit: number;
  readonly speaker: string;
  readonly take: number;
}

/** Takes below are the test set, the rest is for training: the data set's README. */
export const NUM_TEST_TAKES = 5;

/**
 * Reads a file's name, with or without folders before it. Throws AssetError when it does not fit.
 */
export function parseFsddName(name: string): FsddRecording {
  const match = /(?:^|[\\/])(\d)_([^_\\/]+)_(0|[1-9]\d{0,4})\.wav$/i.exec(name);
  if (match === null) {
    throw new AssetError(
      name,
      'The name is not that of a spoken digit: expected <digit>_<speaker>_<take>.wav',
    );
  }
  return { name, digit: Number(match[1]), speaker: match[2]!, take: Number(match[3]) };
}

/**
 * The recordings of `names` that belong to `split`: whole recordings are held out, the speakers are
 * in both. In the order of take, speaker, digit, so that any prefix holds the digits about equally
 * often and mixes speakers, and the order of `names` does not matter. Throws AssetError when a name
 * does not fit.
 */
export function splitFsdd(names: readonly string[], split: 'train' | 'test'): FsddRecording[] {
  return names
    .map(parseFsddName)
    .filter(({ take }) => take < NUM_TEST_TAKES === (split === 'test'))
    .sort((a, b) => a.take - b.take || compareText(a.speaker, b.speaker) || a.digit - b.digit);
}

/** By code units: a locale's order would differ between machines. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
