import type { ModelDescription } from '../../core/network/model';
import type { SampleSetId } from './identify';

/** What the generated pictures show, by label [10]. */
export const PICTURE_CLASSES = [
  'ring',
  'spiral',
  'star',
  'cross',
  'leaf',
  'fish',
  'house',
  'arrow',
  'key',
  'ladder',
] as const;

export type PictureClass = (typeof PICTURE_CLASSES)[number];

/** Classes of CIFAR-10 in their order (cs.toronto.edu/~kriz/cifar.html). */
const CIFAR_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/**
 * What the classes of a set are called; of digits, spoken or written, and of a reader's own
 * pictures, their numbers.
 */
export async function classNamesOf(
  dataId: SampleSetId,
  { dataKind, numClasses }: ModelDescription,
): Promise<readonly string[]> {
  if (dataKind === 'photos') {
    const { IMAGENET_CLASSES } = await import('./photos/imagenetClasses');
    return IMAGENET_CLASSES.map(({ name }) => name);
  }
  if (dataKind === 'pictures' && dataId === 'generated') return PICTURE_CLASSES;
  if (dataKind === 'pictures' && dataId === 'cifar10') return CIFAR_CLASSES;
  return Array.from({ length: numClasses }, (_, index) => String(index));
}
