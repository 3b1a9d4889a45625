import type { ModelDescription } from '../../core/network/model';
import { CHARACTERS } from '../../core/samples/characters';
import type { SampleSetId } from './identify';

/** Names of the generated pictures' classes, by label [10]. */
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

/** Names of CIFAR-10's classes, by label (cs.toronto.edu/~kriz/cifar.html). */
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
 * Returns the names of a set's classes. Digits, written or spoken, and imported pictures have their
 * numbers as names. A space is named by its sign, ␣.
 */
export async function classNamesOf(
  dataId: SampleSetId,
  { dataKind, numClasses }: ModelDescription,
): Promise<readonly string[]> {
  if (dataKind === 'photos') {
    const { IMAGENET_CLASSES } = await import('./photos/imagenetClasses');
    return IMAGENET_CLASSES.map(({ name }) => name);
  }
  if (dataKind === 'text')
    return Array.from(CHARACTERS, (character) => (character === ' ' ? '␣' : character));
  if (dataKind === 'pictures' && dataId === 'generated') return PICTURE_CLASSES;
  if (dataKind === 'pictures' && dataId === 'cifar10') return CIFAR_CLASSES;
  return Array.from({ length: numClasses }, (_, index) => String(index));
}
