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
  digits: {
    open: 'Open MNIST files',
    hint: 'IDX files, plain or .gz. You can also drop images and labels anywhere on the page.',
    field: 'MNIST files: images and labels',
  },
  pictures: {
    open: 'Open CIFAR-10 files',
    hint: 'test_batch.bin or files in its format. You can also drop them anywhere on the page.',
    field: 'CIFAR-10 files',
  },
  speech: {
    open: 'Open recordings',
    hint: 'WAV files named as in the Free Spoken Digit Dataset, such as 7_jackson_0.wav. You can also drop them anywhere on the page.',
    field: 'Recordings of spoken digits',
  },
  photos: {
    open: 'Open photos or weights',
    hint: 'JPEG or PNG photos with a list of labels, or weights as Keras .h5. You can also drop them anywhere on the page.',
    field: 'Photos with labels, or a weight file',
  },
};

/** Explains in a sentence why no sample is shown. `noun` is the word for one sample. */
export function noSamplesYet(activity: Activity, noun: string): string {
  switch (activity) {
    case 'idle':
      return `The ${noun}s appear when the experiment runs here.`;
    case 'starting':
      return `The ${noun}s appear when the engine has started.`;
    case 'failed':
      return `The ${noun}s are not shown because the engine is not running.`;
    case 'missing':
      return `The ${noun}s appear when the missing files are opened.`;
    case 'loading':
      return `The ${noun}s are loading.`;
    case 'unloaded':
      return `The ${noun}s or the weights could not be loaded. Press Run to try again.`;
    case 'stopped':
    case 'live':
      return `The network is classifying the first ${noun}s.`;
    default:
      return activity satisfies never;
  }
}
