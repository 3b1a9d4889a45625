import { describe, expect, test } from 'vitest';
import { SpecError } from '../../core/errors';
import { CATALOG, checkModel } from '../../core/network/catalog';
import { layerBlocks } from '../../core/network/model';
import { parseLayers } from './checkLayers';

describe('parseLayers', () => {
  const model = checkModel('lenet-fc');
  test.each([
    ['all', ['fc-1', 'fc-2', 'fc-3']],
    ['fc-3, fc-1', ['fc-1', 'fc-3']],
    ['FC-1,Fc-2', ['fc-1', 'fc-2']],
  ])('reads %j', (text, layers) => expect(parseLayers(text, model)).toEqual(layers));

  test.each(['', ' ', 'fc-1,', 'lb-1', 'fc-1,fc-1'])('refuses %j', (text) =>
    expect(() => parseLayers(text, model)).toThrow(SpecError),
  );

  test('takes a block for its layers, in any case, and no layer twice', () => {
    const vgg = checkModel('cf-vgg');
    expect(parseLayers('lb-4', vgg)).toEqual(layerBlocks(vgg).get('lb-4'));
    expect(parseLayers('FC-1,LB-4', vgg)).toEqual([...layerBlocks(vgg).get('lb-4')!, 'fc-1']);
    expect(() => parseLayers(`lb-4,${layerBlocks(vgg).get('lb-4')![0]}`, vgg)).toThrow('each layer once');
  });

  test('names layers and blocks where it knows neither', () => {
    expect(() => parseLayers('lb-9', checkModel('cf-vgg'))).toThrow(
      /"lb-9": expected some of conv.*, or blocks lb-1, /,
    );
    expect(() => parseLayers('lb-9', model)).toThrow(/expected some of fc-1, fc-2, fc-3$/);
  });

  // One name must not mean a layer in one place and several layers in another.
  test.each([...CATALOG.values()])(
    'of $id holds in a block that is named as a layer that layer alone',
    (network) => {
      for (const [block, layers] of layerBlocks(network))
        if (network.layers.some(({ name }) => name === block)) expect(layers).toEqual([block]);
    },
  );
});
