import type { ModelDescription } from '../../core/model';
import type { SampleSetId } from './identify';
import { PICTURE_CLASSES } from './pictures/classes';

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

/** What the classes of a set are called; of digits, spoken or written, and where nobody knows, their numbers. */
export function classNamesOf(
  dataId: SampleSetId,
  { dataKind, numClasses }: ModelDescription,
): readonly string[] {
  if (dataKind === 'pictures') return dataId === 'generated' ? PICTURE_CLASSES : CIFAR_CLASSES;
  return Array.from({ length: numClasses }, (_, index) => String(index));
}
