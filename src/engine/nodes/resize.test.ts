import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operator } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { DEVICES, numbers, run, type Values } from './nodes.fake';

type Resize = Extract<Operator, { readonly kind: 'resize' }>;

const row = (data: number[]): Values => ({ shape: [1, 1, data.length, 1], data });
const resize = (change: Partial<Resize>): Resize => ({
  ...{ kind: 'resize', size: [1, 8], scales: [1, 2], interpolation: 'nearest' },
  ...{ coordinates: 'asymmetric', rounding: 'floor' },
  ...change,
});

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each<[string, Partial<Resize>, number[], number[]]>([
    ['asymmetric, floor', {}, [1, 2, 3, 4], [1, 1, 2, 2, 3, 3, 4, 4]],
    ['asymmetric, ceil', { rounding: 'ceil' }, [1, 2, 3, 4], [1, 2, 2, 3, 3, 4, 4, 4]],
    // Half a pixel is 0.5, 1.5, … in the input.
    ['asymmetric, halves down', { rounding: 'round_prefer_floor' }, [1, 2, 3, 4], [1, 1, 2, 2, 3, 3, 4, 4]],
    ['asymmetric, halves up', { rounding: 'round_prefer_ceil' }, [1, 2, 3, 4], [1, 2, 2, 3, 3, 4, 4, 4]],
    // Places -0.25, 0.25, 0.75, …
    [
      'half pixel, nearest',
      { coordinates: 'half_pixel', rounding: 'round_prefer_floor' },
      [1, 2, 3, 4],
      [1, 1, 2, 2, 3, 3, 4, 4],
    ],
    [
      'half pixel, floor',
      { coordinates: 'half_pixel', rounding: 'floor' },
      [1, 2, 3, 4],
      [1, 1, 1, 2, 2, 3, 3, 4],
    ],
    // Places 0, 3/7, 6/7, …, 3.
    [
      'corners, nearest',
      { coordinates: 'align_corners', rounding: 'round_prefer_floor' },
      [1, 2, 3, 4],
      [1, 1, 2, 2, 3, 3, 4, 4],
    ],
    ['corners, floor', { coordinates: 'align_corners' }, [1, 2, 3, 4], [1, 1, 1, 2, 2, 3, 3, 4]],
    // From ONNX's own cases: upsampling of four values to eight.
    [
      'half pixel, linear',
      { coordinates: 'half_pixel', interpolation: 'bilinear' },
      [1, 2, 3, 4],
      [1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4],
    ],
    [
      'corners, linear',
      { coordinates: 'align_corners', interpolation: 'bilinear' },
      [1, 2, 3, 4],
      [1, 10 / 7, 13 / 7, 16 / 7, 19 / 7, 22 / 7, 25 / 7, 4],
    ],
    ['asymmetric, linear', { interpolation: 'bilinear' }, [1, 2, 3, 4], [1, 1.5, 2, 2.5, 3, 3.5, 4, 4]],
    // A scale of 0.6 stands for a length of 2, and the scale decides: places 1/3 and 2.
    [
      'half pixel, by the scale of the file',
      { coordinates: 'half_pixel', interpolation: 'bilinear', size: [1, 2], scales: [1, 0.6] },
      [1, 2, 3, 4],
      [4 / 3, 3],
    ],
    // The same with the centres on each other: places 0.5 and 13/6.
    [
      'half pixel, symmetric',
      { coordinates: 'half_pixel_symmetric', interpolation: 'bilinear', size: [1, 2], scales: [1, 0.6] },
      [1, 2, 3, 4],
      [1 + 2 / 3, 3 + 1 / 3],
    ],
    [
      'half pixel to one pixel',
      { coordinates: 'half_pixel', interpolation: 'bilinear', size: [1, 1], scales: [1, 0.25] },
      [1, 2, 3, 4],
      [2.5],
    ],
    [
      'half pixel of PyTorch to one pixel',
      { coordinates: 'pytorch_half_pixel', interpolation: 'bilinear', size: [1, 1], scales: [1, 0.25] },
      [1, 2, 3, 4],
      [1],
    ],
    [
      'corners to one pixel',
      { coordinates: 'align_corners', size: [1, 1], scales: [1, 0.25] },
      [4, 3, 2, 1],
      [4],
    ],
  ])('resizes a row: %s', (_, change, from, to) => {
    expectValues(run(resize(change), [row(from)]), row(to));
  });

  it('resizes height and width by themselves, in every picture', () => {
    const input = numbers([2, 3, 2, 5, 2], 1);
    const node = resize({ size: [4, 3], scales: [2, 0.6] });
    const found = run(node, [input]);
    expect(found.shape).toEqual([2, 3, 4, 3, 2]);
    // Columns 0, 1 and 3 by 1/0.6.
    const columns = [0, 1, 3];
    for (let picture = 0; picture < 6; picture++)
      for (let y = 0; y < 4; y++)
        for (let x = 0; x < 3; x++)
          for (let c = 0; c < 2; c++) {
            const place = ((picture * 4 + y) * 3 + x) * 2 + c;
            const source = ((picture * 2 + (y >> 1)) * 5 + columns[x]!) * 2 + c;
            expect(found.data[place]).toBe(input.data[source]);
          }
  });

  it('nearest keeps integers', () => {
    const found = run(resize({ size: [1, 4] }), [{ ...row([3, 4]), type: 'int32' }]);
    expectValues(found, { ...row([3, 3, 4, 4]), type: 'int32' });
  });
});
