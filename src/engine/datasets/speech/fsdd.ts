import { AssetError } from '../../../core/errors';
import { t } from '../../../core/language/t';

/**
 * Information in the file name of a recording of the Free Spoken Digit Dataset:
 * `{digit}_{speaker}_{take}.wav`.
 */
interface FsddRecording {
  readonly name: string;
  readonly digit: number;
  readonly speaker: string;
  readonly take: number;
}

/**
 * Takes below this number are the test set, the others the training set, as in the data set's
 * README.
 */
export const NUM_TEST_TAKES = 5;

/** Parses a file name, with or without folders. Throws AssetError if it has another form. */
export function parseFsddName(name: string): FsddRecording {
  const match = /(?:^|[\\/])(\d)_([^_\\/]+)_(0|[1-9]\d{0,4})\.wav$/i.exec(name);
  if (match === null) {
    throw new AssetError(
      name,
      t`The name is not that of a spoken digit: expected <digit>_<speaker>_<take>.wav`,
    );
  }
  return { name, digit: Number(match[1]), speaker: match[2]!, take: Number(match[3]) };
}

/**
 * Selects the recordings of `names` that belong to `split`. The splits share speakers but no
 * recordings. The result is sorted by take, speaker and digit, so that any prefix has about equally
 * many of each digit and several speakers, whatever the order of `names`. Throws AssetError if a
 * name has another form.
 */
export function splitFsdd(names: readonly string[], split: 'train' | 'test'): FsddRecording[] {
  return names
    .map(parseFsddName)
    .filter(({ take }) => take < NUM_TEST_TAKES === (split === 'test'))
    .sort((a, b) => a.take - b.take || compareText(a.speaker, b.speaker) || a.digit - b.digit);
}

/** Compares by code units, because locales sort differently. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
