import { t } from '../../core/language/t';
import type { DataKind } from '../../core/network/model';

/** Texts about files of one kind of data that a reader opens. */
interface DataWords {
  /** Label of the button that opens them. */
  readonly open: string;
  /** Description of the accepted files. */
  readonly hint: string;
  /** Name of the file field for screen readers. */
  readonly field: string;
}

export const DATA_WORDS: Record<DataKind | 'network', DataWords> = {
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
  get text() {
    return {
      open: t`Open weights`,
      hint: t`Weights as .safetensors or .npz. You can also drop them anywhere on the page.`,
      field: t`Weight file`,
    };
  },
  get own() {
    return {
      open: t`Open samples`,
      hint: t`IDX, CIFAR, .npy, .npz, CSV, pictures or recordings. You can also drop them anywhere on the page.`,
      field: t`Samples for the network`,
    };
  },
  get network() {
    return {
      open: t`Open the network`,
      hint: t`ONNX, TensorFlow Lite, Keras or TensorFlow.js, with the files that belong to it. You can also drop them anywhere on the page.`,
      field: t`File of the network`,
    };
  },
};
