import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { checkLabels } from '../../core/samples/checkLabels';
import type { ClassOrder } from '../../core/samples/preprocessing';
import type { RawSamples } from './rawSamples';

/** Labels as classes of a network. */
export interface OrderedLabels {
  /** Class of each sample [samples], 0 to before the number of classes. */
  readonly labels: Int32Array;
  /** Name of each class [classes]: a label of the data, or its number. */
  readonly classNames: readonly string[];
}

type Labelled = Pick<RawSamples, 'labels' | 'labelsAre' | 'classNames' | 'source'>;

/**
 * Returns the classes that labels stand for in a network of `numClasses`. Throws AssetError if
 * there are no labels, if a label has no class in this order, or if its class is out of range.
 */
export async function orderClasses(
  raw: Labelled,
  order: ClassOrder,
  numClasses: number,
): Promise<OrderedLabels> {
  const { labels, labelsAre, classNames, source } = raw;
  if (labels === null) throw new AssetError(source, t`The samples have no labels: expected a label for each`);
  const isNamed = labelsAre === 'names';
  const effective = order === 'stored' ? (isNamed ? 'names' : 'numbers') : order;
  if (!isNamed && effective === 'numbers') {
    checkLabels(labels, numClasses, source);
    return { labels, classNames: numberedNames(numClasses, (index) => classNames?.[index]) };
  }
  const distinct = [...new Set(labels)];
  const textOf = (label: number) => (isNamed ? classNames![label]! : String(label));
  const classes = await classesOf(distinct.map(textOf), effective, source);
  const classOfLabel = new Map(distinct.map((label, index) => [label, classes[index]!]));
  const ordered = labels.map((label) => classOfLabel.get(label)!);
  checkLabels(ordered, numClasses, source);
  const nameOfClass = new Map(distinct.map((label, index) => [classes[index]!, nameOf(raw, label)]));
  return { labels: ordered, classNames: numberedNames(numClasses, (index) => nameOfClass.get(index)) };
}

function nameOf({ classNames }: Labelled, label: number): string {
  return classNames?.[label] ?? String(label);
}

function numberedNames(
  numClasses: number,
  nameOfClass: (index: number) => string | undefined,
): readonly string[] {
  return Array.from({ length: numClasses }, (_, index) => nameOfClass(index) ?? String(index));
}

/** Returns the class of each of the distinct labels. */
async function classesOf(
  texts: readonly string[],
  order: Exclude<ClassOrder, 'stored'>,
  source: string,
): Promise<readonly number[]> {
  switch (order) {
    case 'names': {
      const sorted = texts.toSorted((a, b) => (a < b ? -1 : 1));
      return texts.map((text) => sorted.indexOf(text));
    }
    case 'numbers':
      return texts.map((text) => numberOf(text, source));
    case 'ranks': {
      const numbers = texts.map((text) => numberOf(text, source));
      const sorted = [...new Set(numbers)].sort((a, b) => a - b);
      return numbers.map((number) => sorted.indexOf(number));
    }
    case 'imagenet': {
      const { IMAGENET_CLASSES } = await import('../datasets/photos/imagenetClasses');
      const names = IMAGENET_CLASSES.map(({ name }) => plain(name));
      // "crane" and "maillot" are the names of two classes each.
      const isUnique = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
      const places = new Map([
        ...names.map((name, index) => [name, index] as const).filter(([name]) => isUnique(name)),
        ...IMAGENET_CLASSES.map(({ wordnetId }, index) => [wordnetId, index] as const),
      ]);
      return texts.map((text) => {
        const place = places.get(text) ?? places.get(plain(text));
        if (place !== undefined) return place;
        throw new AssetError(
          source,
          t`The label "${text}" is not one class of ImageNet: expected a WordNet id such as n01440764, or a name that no other class has, such as tench`,
        );
      });
    }
    default:
      return order satisfies never;
  }
}

function numberOf(text: string, source: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AssetError(source, t`The label "${text}" is no number: expected labels 0, 1, 2 and so on`);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ').trim();
}
