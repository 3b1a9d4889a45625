import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { kindWord } from '../../core/network/kindWord';
import type { OwnInput } from '../../core/site/ownSample';
import { imageSamples } from './imageSamples';
import type { SampleSet } from './sampleSet';
import { cutSilence } from './speech/cutSilence';
import { resampleToSpeechRate } from './speech/resample';
import { speechSamples } from './speech/speechSamples';
import { textSamples } from './textSamples';

/**
 * Makes one sample of a reader's picture, recording or text, prepared as the samples of `set` are.
 * Its label means nothing. Throws an AssetError if the set has samples of another kind or size.
 */
export function ownSamples(set: SampleSet, input: OwnInput): SampleSet {
  const labels = Uint8Array.of(0);
  if (input.kind === 'text') {
    if (set.kind !== 'text')
      throw new AssetError(
        t`own text`,
        t`The network reads ${kindWord(set.kind)}: expected one that reads text`,
      );
    // The character that follows means nothing.
    return textSamples(`${input.text} `, t`own text`);
  }
  if (input.kind === 'sound') {
    if (set.kind !== 'speech')
      throw new AssetError(
        t`own recording`,
        t`The network reads ${kindWord(set.kind)}: expected one that reads speech`,
      );
    const recording = cutSilence(resampleToSpeechRate(input.samples, input.rate));
    return speechSamples({ recordings: [recording.slice()], labels });
  }
  const { pixels } = input;
  const [rows, columns, channels] = set.thumbnailShape;
  const isPicture = (set.kind === 'digits' || set.kind === 'pictures') && (channels === 1 || channels === 3);
  if (!isPicture || pixels.length !== rows * columns * channels) {
    const wanted = isPicture ? `${rows * columns * channels}` : t`a network that reads small pictures`;
    throw new AssetError(t`own picture`, t`It has ${pixels.length} values: expected ${wanted}`);
  }
  return imageSamples({ images: pixels, labels, numSamples: 1, rows, columns, channels });
}
