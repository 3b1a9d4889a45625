import { describe, expect, it } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import type { LayerDescription, ModelDescription } from '../../core/network/model';
import { mergeRun, renameRun, runsOf, runsText, splitRun } from './editGroups';
import { checkBlocks, layerGroups } from './layerGroups';

const NAMES = ['conv1', 'layer1.0.conv1', 'layer1.0.conv2', 'layer1.1/conv1', 'layer2.0.conv1', 'fc'];
const MODEL = {
  ...checkModel('lenet-fc'),
  dataKind: 'own',
  layers: NAMES.map(
    (name): LayerDescription => ({ name, kind: 'dense', tensors: [], block: name.split('.')[0]! }),
  ),
} satisfies ModelDescription;

describe('runs of layers', () => {
  const runs = runsOf(layerGroups(MODEL, ''), NAMES);

  it('give back their blocks', () => {
    expect(runsText(runs)).toBe('conv1:conv1,layer1:layer1.0.conv1,layer2:layer2.0.conv1,fc:fc');
    expect(layerGroups(MODEL, runsText(runs))).toEqual(layerGroups(MODEL, ''));
  });

  it('merge with the one before', () => {
    const text = runsText(mergeRun(runs, 2));
    expect(text).toBe('conv1:conv1,layer1:layer1.0.conv1,fc:fc');
    expect(checkBlocks(text, MODEL)).toBe(text);
    expect(mergeRun(runs, 2)[1]!.layers).toEqual(NAMES.slice(1, 5));
  });

  it('split at a layer, which names the new block', () => {
    const text = runsText(splitRun(runs, 'layer1.0.conv2'));
    expect(text).toBe(
      'conv1:conv1,layer1:layer1.0.conv1,layer1.0.conv2:layer1.0.conv2,layer2:layer2.0.conv1,fc:fc',
    );
    expect(splitRun(runs, 'conv1')).toEqual(runs);
  });

  it('keep no name of a layer that leaves them', () => {
    const [all] = runsOf(new Map([['fc', NAMES]]), NAMES);
    expect(runsText(splitRun([all!], 'fc'))).toBe('conv1:conv1,fc:fc');
  });

  it('are renamed', () => {
    expect(runsText(renameRun(runs, 0, 'stem'))).toMatch(/^stem:conv1,layer1:/);
  });
});
