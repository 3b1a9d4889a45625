import { describe, expect, it } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { type LayerDescription, layerBlocks, type ModelDescription } from '../../core/network/model';
import { checkBlocks, fittingBlocks, layerGroups, mostScopes } from './layerGroups';

const NAMES = ['conv1', 'layer1.0.conv1', 'layer1.0.conv2', 'layer1.1/conv1', 'layer2.0.conv1', 'fc'];
const MODEL = {
  ...checkModel('lenet-fc'),
  dataKind: 'own',
  layers: NAMES.map(
    (name): LayerDescription => ({ name, kind: 'dense', tensors: [], block: name.split('.')[0]! }),
  ),
} satisfies ModelDescription;
const read = (text: string) =>
  Object.fromEntries(Array.from(layerGroups(MODEL, text), ([block, { length }]) => [block, length]));

describe('blocks of layers', () => {
  it('are those of the network without a text', () => {
    expect(layerGroups(MODEL, '')).toEqual(layerBlocks(MODEL));
    expect(read('')).toEqual({ conv1: 1, layer1: 3, layer2: 1, fc: 1 });
  });

  it('are scopes of the names for a digit', () => {
    expect(mostScopes(MODEL)).toBe(2);
    expect(read('1')).toEqual({ conv1: 1, layer1: 3, layer2: 1, fc: 1 });
    expect(read('2')).toEqual({ conv1: 1, 'layer1.0': 2, 'layer1.1': 1, 'layer2.0': 1, fc: 1 });
  });

  it('are named runs of layers; runs of one name are one block', () => {
    const text = 'stem:conv1,body:layer1.0.conv1,head:layer1.1/conv1,body:layer2.0.conv1,fc:fc';
    expect(checkBlocks(text, MODEL)).toBe(text);
    expect(layerGroups(MODEL, text)).toEqual(
      new Map([
        ['stem', ['conv1']],
        ['body', ['layer1.0.conv1', 'layer1.0.conv2', 'layer2.0.conv1']],
        ['head', ['layer1.1/conv1']],
        ['fc', ['fc']],
      ]),
    );
    expect(read('alles zusammen:conv1')).toEqual({ 'alles zusammen': 6 });
  });

  it.each([
    ['0', 'Cannot use blocks "0": expected 1 to 2 scopes'],
    ['3', 'Cannot use blocks "3": expected 1 to 2 scopes'],
    ['stem', 'Cannot use blocks "stem": expected a name of a block, a colon and one of conv1'],
    ['a:conv9', 'Cannot use blocks "a:conv9": expected a name of a block, a colon and one of conv1'],
    ['a:fc', 'Cannot use blocks "a:fc": expected a name of a block, a colon and one of conv1'],
    [
      'a:conv1,b:fc,c:layer2.0.conv1',
      'Cannot use blocks "c:layer2.0.conv1": expected a name of a block, a colon and one of ',
    ],
    [
      'a:conv1,b:conv1',
      'Cannot use blocks "b:conv1": expected a name of a block, a colon and one of layer1.0.conv1, ',
    ],
    ['a:b:conv1', 'Cannot use blocks "a:b:conv1": expected a name of a block, a colon and one of'],
    [' :conv1', 'Cannot use blocks " :conv1": expected a name of a block, a colon and one of'],
    ['fc:conv1,head:fc', 'Cannot use blocks "fc": expected a name that no layer outside the block has'],
  ])('refuse %s by name, and the suggested ones are left', (text, message) => {
    expect(() => checkBlocks(text, MODEL)).toThrow(message);
    expect(fittingBlocks(text, MODEL)).toBe('');
    expect(layerGroups(MODEL, text)).toEqual(layerBlocks(MODEL));
  });

  it('refuse scopes where names of layers have none', () => {
    expect(() => checkBlocks('1', checkModel('resnet50'))).toThrow(
      'Cannot use blocks "1": expected a name of a block, a colon and one of conv-1',
    );
  });
});
