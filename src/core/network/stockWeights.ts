/** A weight file that Keras publishes. */
interface StockWeights {
  readonly url: string;
  readonly md5: string;
  /** Approximate size in bytes, for messages and until a server reports the size. */
  readonly aboutBytes: number;
}

const BASE = 'https://storage.googleapis.com/tensorflow/keras-applications/';

/**
 * Weight files of `keras.applications` with their top layers, by model. The training set "imagenet"
 * means these weights. Addresses and MD5 digests are from Keras's source
 * (keras/applications/vgg16.py and resnet.py).
 */
export const STOCK_WEIGHTS: Readonly<Record<string, StockWeights>> = {
  vgg16: {
    url: `${BASE}vgg16/vgg16_weights_tf_dim_ordering_tf_kernels.h5`,
    md5: '64373286793e3c8b2b4e3219cbf3544b',
    aboutBytes: 553e6,
  },
  resnet50: {
    url: `${BASE}resnet/resnet50_weights_tf_dim_ordering_tf_kernels.h5`,
    md5: '2cb95161c43110f7111970584f804107',
    aboutBytes: 103e6,
  },
};
