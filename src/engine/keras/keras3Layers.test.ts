import { expect, test } from 'vitest';
import { sortByNumber } from './keras3Layers';

test('sortByNumber orders the names of a class by number, not by letters, and keeps classes apart', () => {
  const names = ['conv2d', 'conv2d_1', 'conv2d_10', 'conv2d_2', 'dense', 'flatten', 'my_own_layer'];
  expect(sortByNumber(names)).toEqual([
    ['conv2d', 'conv2d_1', 'conv2d_2', 'conv2d_10'],
    ['dense'],
    ['flatten'],
    ['my_own_layer'],
  ]);
});
