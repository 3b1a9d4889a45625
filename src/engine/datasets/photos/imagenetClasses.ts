import text from './imagenetClasses.txt?raw';

/** One of ImageNet's 1,000 classes. */
interface ImagenetClass {
  /** WordNet id of the synset: `n01440764`. */
  readonly wordnetId: string;
  /** `great white shark`. */
  readonly name: string;
}

/**
 * The classes in the order of the ImageNet challenge since 2012, which is that of their WordNet ids
 * and of Keras's scores. Ids and names are WordNet's, as in Keras's `imagenet_class_index.json`.
 */
export const IMAGENET_CLASSES: readonly ImagenetClass[] = text
  .trim()
  .split('\n')
  .map((line) => {
    const [wordnetId = '', name = ''] = line.split(' ');
    return { wordnetId, name: name.replaceAll('_', ' ') };
  });
