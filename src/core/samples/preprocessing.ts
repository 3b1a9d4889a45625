/** Height and width of a picture in pixels. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

/**
 * Size to which a picture is scaled: a fixed one, or one at which its shorter side has `side`
 * pixels and its proportions are kept.
 */
export type Resize =
  | ({ readonly kind: 'exact' } & PictureSize)
  | { readonly kind: 'shorter'; readonly side: number };

/**
 * Scale and offset of values. Of a stored value x, a network gets
 * - `fixed`: (x / divisor - mean) / deviation. Mean and deviation have one number, or one for each
 *   channel in the order in which the network gets them.
 * - `sample`: (x / divisor - mean) / max(deviation, 1/√values), with the mean and the population
 *   deviation of x / divisor over all values of the sample.
 */
export type Scale =
  | {
      readonly kind: 'fixed';
      readonly divisor: number;
      readonly mean: readonly number[];
      readonly deviation: readonly number[];
    }
  | { readonly kind: 'sample'; readonly divisor: number };

export const CHANNEL_ORDERS = ['stored', 'rgb', 'bgr', 'grey'] as const;
/**
 * Channels of a picture: as stored; red, green and blue; blue, green and red; or their luma. Grey
 * becomes three equal channels, and opacity is dropped, except in `stored`.
 */
type ChannelOrder = (typeof CHANNEL_ORDERS)[number];

export const CLASS_ORDERS = ['stored', 'numbers', 'ranks', 'names', 'imagenet'] as const;
/**
 * Class of the network for a label:
 * - `stored`: `numbers` for labels that are stored as numbers, `names` for names
 * - `numbers`: the label is the number of the class, from 0
 * - `ranks`: its place among the data's own labels, sorted as numbers
 * - `names`: its place among the data's own labels, sorted as texts by their code units, as Keras
 *   and PyTorch sort folders
 * - `imagenet`: its place in the ImageNet challenge, by WordNet id or name
 */
export type ClassOrder = (typeof CLASS_ORDERS)[number];

/**
 * Steps from a stored sample to the input of a network, in the order in which they are done. Part
 * of an experiment.
 */
export interface Preprocessing {
  /** `mfcc`: the features [254, 39] of a recording (`speechFeatures`). */
  readonly audio: 'none' | 'mfcc';
  /** Place of the channels in a stored sample. A network gets them last. */
  readonly layout: 'channelsLast' | 'channelsFirst';
  readonly channels: ChannelOrder;
  /** Null: pictures keep their size. */
  readonly resize: Resize | null;
  /** Size of the centre that is kept. Null: all of it. */
  readonly crop: PictureSize | null;
  readonly scale: Scale;
  readonly classes: ClassOrder;
}

/** Preprocessing that changes nothing. */
export const NO_PREPROCESSING: Preprocessing = {
  audio: 'none',
  layout: 'channelsLast',
  channels: 'stored',
  resize: null,
  crop: null,
  scale: { kind: 'fixed', divisor: 1, mean: [0], deviation: [1] },
  classes: 'stored',
};
