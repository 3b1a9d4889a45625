import { describe, expect, test } from 'vitest';
import { checkModel } from '../../core/catalog';
import { SpecError } from '../../core/errors';
import { parseLayers } from './checkLayers';

describe('parseLayers', () => {
  const model = checkModel('lenet-fc');
  test.each([
    ['all', ['fc-1', 'fc-2', 'fc-3']],
    ['fc-3, fc-1', ['fc-1', 'fc-3']],
  ])('reads %j', (text, layers) => expect(parseLayers(text, model)).toEqual(layers));

  test.each(['', ' ', 'fc-1,', 'FC-1', 'fc-1,fc-1'])('refuses %j', (text) =>
    expect(() => parseLayers(text, model)).toThrow(SpecError),
  );
});
