import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';
import type { Activity } from '../../store/selectors/selectActivity';

/** Texts about files of one kind of data that a reader opens. */
interface DataWords {
  /** Label of the button that opens them. */
  readonly open: string;
  /** Description of the accepted files. */
  readonly hint: string;
  /** Name of the file field for screen readers. */
  readonly field: string;
}

export const DATA_WORDS: Record<DataKind, DataWords> = {
  get digits() {
    return {
      open: t`Open MNIST files`,
      hint: t`IDX files, plain or .gz. You can also drop images and labels anywhere on the page.`,
      field: t`MNIST files: images and labels`,
    };
  },
  get pictures() {
    return {
      open: t`Open CIFAR-10 files`,
      hint: t`test_batch.bin or files in its format. You can also drop them anywhere on the page.`,
      field: t`CIFAR-10 files`,
    };
  },
  get speech() {
    return {
      open: t`Open recordings`,
      hint: t`WAV files named as in the Free Spoken Digit Dataset, such as 7_jackson_0.wav. You can also drop them anywhere on the page.`,
      field: t`Recordings of spoken digits`,
    };
  },
  get photos() {
    return {
      open: t`Open photos or weights`,
      hint: t`JPEG or PNG photos with a list of labels, or weights as Keras .h5. You can also drop them anywhere on the page.`,
      field: t`Photos with labels, or a weight file`,
    };
  },
  get own() {
    return {
      open: t`Open samples`,
      hint: t`IDX, CIFAR, .npy, .npz, CSV, pictures or recordings. You can also drop them anywhere on the page.`,
      field: t`Samples for the network`,
    };
  },
};

/** Explains in a sentence why no sample is shown. `noun` is the English word for one sample. */
export function noSamplesYet(activity: Activity, noun: string): string {
  const isSpeech = noun === 'recording';
  switch (activity) {
    case 'idle':
      return isSpeech
        ? t`The recordings appear when the experiment runs here.`
        : t`The images appear when the experiment runs here.`;
    case 'starting':
      return isSpeech
        ? t`The recordings appear when the engine has started.`
        : t`The images appear when the engine has started.`;
    case 'failed':
      return isSpeech
        ? t`The recordings are not shown because the engine is not running.`
        : t`The images are not shown because the engine is not running.`;
    case 'missing':
      return isSpeech
        ? t`The recordings appear when the missing files are opened.`
        : t`The images appear when the missing files are opened.`;
    case 'loading':
      return isSpeech ? t`The recordings are loading.` : t`The images are loading.`;
    case 'unloaded':
      return isSpeech
        ? t`The recordings or the weights could not be loaded. Press Run to try again.`
        : t`The images or the weights could not be loaded. Press Run to try again.`;
    case 'stopped':
    case 'live':
      return isSpeech
        ? t`The network is classifying the first recordings.`
        : t`The network is classifying the first images.`;
    default:
      return activity satisfies never;
  }
}
