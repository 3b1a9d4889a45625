import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import type { ClassOrder } from '../../core/samples/preprocessing';
import { orderClasses } from './orderClasses';

const numbers = (...labels: readonly number[]) => ({
  labels: Int32Array.from(labels),
  labelsAre: 'numbers' as const,
  classNames: null,
  source: 'y.npy',
});
const names = (classNames: readonly string[]) => ({
  labels: Int32Array.from(classNames, (_, index) => index),
  labelsAre: 'names' as const,
  classNames: classNames.toSorted(),
  source: 'd',
});

const classesOf = async (...[raw, order, numClasses]: Parameters<typeof orderClasses>) =>
  Array.from((await orderClasses(raw, order, numClasses)).labels);

describe('orderClasses', () => {
  test.each<[ClassOrder, readonly number[]]>([
    ['stored', [2, 10, 1]],
    ['numbers', [2, 10, 1]],
    ['ranks', [1, 2, 0]],
    ['names', [2, 1, 0]],
  ])('of numbers by %s', async (order, classes) => {
    expect(await classesOf(numbers(2, 10, 1), order, 11)).toEqual(classes);
  });

  test.each<[ClassOrder, readonly number[]]>([
    // Sorted by code units: 1, 10, 2.
    ['stored', [0, 1, 2]],
    ['names', [0, 1, 2]],
    ['numbers', [1, 10, 2]],
    ['ranks', [0, 2, 1]],
  ])('of names that are numbers by %s', async (order, classes) => {
    expect(await classesOf(names(['1', '10', '2']), order, 11)).toEqual(classes);
  });

  test('of ImageNet by id or name, in any spelling', async () => {
    const raw = names(['n01440764', 'great_white_shark', 'toilet tissue']);
    const { labels, classNames } = await orderClasses(raw, 'imagenet', 1000);
    expect(raw.classNames!.map((name, index) => [name, labels[index]])).toEqual([
      ['great_white_shark', 2],
      ['n01440764', 0],
      ['toilet tissue', 999],
    ]);
    expect(classNames[999]).toBe('toilet tissue');
    expect(classNames[5]).toBe('5');
  });

  test('names classes after the data', async () => {
    const raw = { ...numbers(1, 0), classNames: ['cat', 'dog'] };
    expect((await orderClasses(raw, 'stored', 3)).classNames).toEqual(['cat', 'dog', '2']);
    expect((await orderClasses(names(['7', '5']), 'ranks', 2)).classNames).toEqual(['5', '7']);
  });

  test.each([
    [
      'a label out of range',
      numbers(0, 10),
      'stored',
      10,
      'y.npy: Label 10 of sample 1 is no class of the network: expected 0 to 9, for 10 classes',
    ],
    ['more names than classes', names(['a', 'b', 'c']), 'stored', 2, 'Label 2 of sample 2 is no class'],
    ['names as numbers', names(['a', '2']), 'numbers', 9, 'd: The label "a" is no number'],
    [
      'unknown names',
      names(['tench', 'unicorn']),
      'imagenet',
      1000,
      'The label "unicorn" is not one class of ImageNet',
    ],
    [
      'a name of two classes',
      names(['crane']),
      'imagenet',
      1000,
      'The label "crane" is not one class of ImageNet',
    ],
    ['no labels', { ...numbers(), labels: null }, 'stored', 2, 'The samples have no labels'],
  ] as const)('refuses %s', async (_, raw, order, numClasses, message) => {
    await expect(orderClasses(raw, order, numClasses)).rejects.toThrow(AssetError);
    await expect(orderClasses(raw, order, numClasses)).rejects.toThrow(message);
  });
});
