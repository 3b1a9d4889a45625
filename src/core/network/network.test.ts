import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
import { modelMultiplyAdds } from './model';
import { shapeNodes } from './network';

test('shapeNodes follows valid and padded convolutions, strides and pools', () => {
  const conv = (name: string, padding: 'valid' | 'same', strides: number) =>
    ({ kind: 'conv', name, filters: 4, kernelSize: 3, strides, padding, relu: true }) as const;
  const shapes = shapeNodes(
    [9, 9, 2],
    [
      conv('a', 'same', 1),
      conv('b', 'same', 2),
      { kind: 'zeroPad', name: 'c', pixels: 1 },
      conv('d', 'valid', 2),
      { kind: 'maxPool', name: 'e', size: 2, strides: 2 },
      { kind: 'flatten', name: 'f' },
    ],
  ).map(({ outputShape }) => outputShape.join('x'));
  expect(shapes).toEqual(['9x9x4', '5x5x4', '7x7x4', '3x3x4', '1x1x4', '4']);
});

test('shapeNodes refuses an input that does not come before', () => {
  expect(() => shapeNodes([1], [{ kind: 'add', name: 'sum', inputs: ['x'] }])).toThrow(
    new RangeError('Node sum reads x: expected a node before it'),
  );
});

// 15.5 and 3.9 thousand million multiply-adds are the usual figures for these networks (He et al.
// 2015, Table 1).
test.each([
  ['vgg16', 15.3e9, 15.6e9],
  ['resnet50', 3.8e9, 4.0e9],
  ['cf-vgg', 2.0e8, 2.2e8],
])('%s takes as many multiply-adds as it should', (id, low, high) => {
  const found = modelMultiplyAdds(CATALOG.get(id)!);
  expect(found).toBeGreaterThan(low);
  expect(found).toBeLessThan(high);
});
