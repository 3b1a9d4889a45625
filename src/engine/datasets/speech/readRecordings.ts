import type { AssetFile } from '../../../core/assetFiles';
import { readBytes } from '../../readBytes';
import type { SampleSet } from '../sampleSet';
import { SPEECH_RATE } from './frames';
import { splitFsdd } from './fsdd';
import { resampleToSpeechRate } from './resample';
import { speechSamples } from './speechSamples';
import { parseWav } from './wav';

/**
 * Reads one split of a set of wav files that are named like the Free Spoken Digit Dataset's. Recordings at other rates are
 * resampled, and a note says so. Throws AssetError naming the file at fault.
 */
export async function readRecordings(
  files: readonly AssetFile[],
  split: 'train' | 'test',
): Promise<SampleSet> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const chosen = splitFsdd([...byName.keys()], split);
  const rates = new Map<number, number>();
  const recordings: Float32Array[] = [];
  for (const { name } of chosen) {
    const { sampleRate, samples } = parseWav(await readBytes(byName.get(name)!), name);
    if (sampleRate !== SPEECH_RATE) rates.set(sampleRate, (rates.get(sampleRate) ?? 0) + 1);
    recordings.push(resampleToSpeechRate(samples, sampleRate));
  }
  const notes = [...rates].map(
    ([rate, count]) =>
      `${count} of ${chosen.length} recordings are resampled from ${rate} Hz to ${SPEECH_RATE} Hz`,
  );
  return speechSamples({ recordings, labels: Uint8Array.from(chosen, ({ digit }) => digit) }, notes);
}
