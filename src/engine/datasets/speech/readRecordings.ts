import { AssetError } from '../../../core/errors';
import type { AssetFile } from '../../../core/files/assetFiles';
import { t } from '../../../core/language/t';
import { readBytes } from '../../loading/readBytes';
import type { SampleSet } from '../sampleSet';
import { SPEECH_RATE } from './frames';
import { NUM_TEST_TAKES, splitFsdd } from './fsdd';
import { resampleToSpeechRate } from './resample';
import { speechSamples } from './speechSamples';
import { parseWav, type WavAudio } from './wav';

/**
 * Reads one split of a set of wav files named as in the Free Spoken Digit Dataset. Recordings at
 * other rates are resampled, and a note reports it. Throws AssetError naming the file, also if no
 * recording belongs to the split.
 */
export async function readRecordings(
  files: readonly AssetFile[],
  split: 'train' | 'test',
): Promise<SampleSet> {
  const byName = filesByName(files);
  const chosen = splitFsdd([...byName.keys()], split);
  if (chosen.length === 0) {
    const takes = split === 'test' ? t`0 to ${NUM_TEST_TAKES - 1}` : t`from ${NUM_TEST_TAKES}`;
    throw new AssetError(
      files[0]?.name ?? 'recordings',
      t`None of ${files.length} recordings is of takes ${takes}: expected ${split} recordings such as 0_george_${split === 'test' ? 0 : NUM_TEST_TAKES}.wav`,
    );
  }
  const rates = new Map<number, number>();
  const recordings: Float32Array[] = [];
  const originals: WavAudio[] = [];
  for (const { name } of chosen) {
    const original = parseWav(await readBytes(byName.get(name)!), name);
    const { sampleRate, samples } = original;
    if (sampleRate !== SPEECH_RATE) rates.set(sampleRate, (rates.get(sampleRate) ?? 0) + 1);
    recordings.push(resampleToSpeechRate(samples, sampleRate));
    originals.push(original);
  }
  const notes = [...rates].map(
    ([rate, count]) =>
      t`${count} of ${chosen.length} recordings are resampled from ${rate} Hz to ${SPEECH_RATE} Hz`,
  );
  const labels = Uint8Array.from(chosen, ({ digit }) => digit);
  const origins = chosen.map(({ name }) => ({ file: name, record: 0 }));
  return speechSamples({ recordings, labels, originals, origins }, notes);
}

/**
 * Indexes files by name. Throws AssetError for two files of the same name, even in different
 * folders, because their order would be arbitrary.
 */
function filesByName(files: readonly AssetFile[]): ReadonlyMap<string, AssetFile> {
  const byName = new Map<string, AssetFile>();
  for (const file of files) {
    const name = file.name.slice(Math.max(file.name.lastIndexOf('/'), file.name.lastIndexOf('\\')) + 1);
    if (byName.has(name)) {
      throw new AssetError(file.name, t`The recording ${name} occurs twice: expected each name once`);
    }
    byName.set(name, file);
  }
  return byName;
}
