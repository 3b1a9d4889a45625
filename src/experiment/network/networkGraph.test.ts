import { describe, expect, it } from 'vitest';
import { CATALOG, checkModel } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { STRUCTURES } from '../../core/site/siteTensors';
import { numSiteBits, numSiteWords } from '../curve/curve';
import { hasStructure } from '../settings/checkStructures';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { specOfModel } from '../settings/specOfModel';
import { boxShape, operationLines, shareText } from './boxWords';
import { layerGroups } from './layerGroups';
import { type Box, networkBoxes } from './networkBoxes';
import { networkCards } from './networkCards';
import { type GraphNode, networkGraph } from './networkGraph';

const layersOf = ({ layers }: ModelDescription) => new Set(layers.map(({ name }) => name));

function boxesOf(id: string, open: readonly string[] = [], change: Partial<ExperimentSpec> = {}) {
  const model = checkModel(id);
  const cards = networkCards(networkGraph({ ...specOfModel(id, DEFAULT_SPEC), ...change }), layersOf(model));
  return networkBoxes(cards, layerGroups(model, ''), new Set(open));
}

const linesOf = (box: Box, id: string) => operationLines(box, layersOf(checkModel(id)));

describe('a graph of a network', () => {
  it.each([...CATALOG.keys()])('of %s has all words and bits of the experiment once', (id) => {
    const model = checkModel(id);
    for (const structures of [
      ['weights'],
      STRUCTURES.filter((structure) => hasStructure(model, structure)),
    ] as const) {
      const spec = { ...specOfModel(id, DEFAULT_SPEC), structures };
      const graph = networkGraph(spec);
      expect(graph.map(({ name }) => name)).toEqual(model.nodes.map(({ node }) => node.name));
      expect(graph.reduce((sum, { words }) => sum + words, 0)).toBe(numSiteWords(spec));
      expect(graph.reduce((sum, { bits }) => sum + bits, 0)).toBe(numSiteBits(spec));
      const boxes = boxesOf(id, [], { structures });
      expect(boxes.reduce((sum, { bits }) => sum + bits, 0)).toBe(numSiteBits(spec));
    }
  });

  it('does not depend on the chosen layers', () => {
    const spec = { ...DEFAULT_SPEC, layers: ['fc-2'] };
    expect(networkGraph(spec)).toEqual(networkGraph(DEFAULT_SPEC));
  });
});

describe('cards', () => {
  it('join a layer with what prepares and what finishes its values', () => {
    const [box] = boxesOf('lenet-fc');
    expect(box!.cards[0]!.nodes.map(({ name }) => name)).toEqual(['flatten', 'fc-1']);
    expect(linesOf(box!, 'lenet-fc')).toEqual(['after flatten', 'Dense layer + ReLU']);
    const [first] = boxesOf('resnet50');
    expect(linesOf(first!, 'resnet50')).toEqual([
      'after padding',
      'Convolution 7 × 7, stride 2',
      'then batch normalisation, ReLU',
    ]);
    expect(boxShape(first!)).toBe('112 × 112 × 64');
  });

  it('keep a function apart from values that another node reads too', () => {
    const [layer] = networkGraph(DEFAULT_SPEC).filter(({ name }) => name === 'fc-2');
    const node = (name: string, kind: 'relu' | 'add', inputs: readonly string[]): GraphNode => ({
      ...layer!,
      ...{ name, inputs, words: 0, bits: 0 },
      shaped: { ...layer!.shaped, node: { kind, name } },
    });
    const graph = [
      { ...layer!, inputs: [] },
      node('relu', 'relu', ['fc-2']),
      node('sum', 'add', ['fc-2', 'relu']),
    ];
    const cards = networkCards(graph, new Set(['fc-2']));
    expect(cards.map(({ id, inputs }) => [id, inputs])).toEqual([
      ['fc-2', []],
      ['relu', ['fc-2']],
      ['sum', ['fc-2', 'relu']],
    ]);
    expect(networkCards(graph.slice(0, 2), new Set(['fc-2'])).map(({ id }) => id)).toEqual(['fc-2']);
  });

  it('keep apart what several nodes read and what reads several', () => {
    const boxes = boxesOf('resnet50', ['stage-1']);
    const read = new Map(boxes.map(({ id, inputs }) => [id, inputs]));
    expect(read.get('conv-2a-1')).toEqual(['pool-1']);
    expect(read.get('add-2a')).toEqual(['conv-2a-short', 'conv-2a-3']);
    expect(read.get('add-2b')).toEqual(['add-2a', 'conv-2b-3']);
    expect(linesOf(boxes.find(({ id }) => id === 'add-2a')!, 'resnet50')).toEqual(['Sum', 'then ReLU']);
  });
});

describe('boxes', () => {
  it('are one for a closed block, and one for each card of an open one', () => {
    expect(boxesOf('resnet50').map(({ id }) => id)).toEqual([
      'conv-1',
      'pool-1',
      'block stage-1',
      'block stage-2',
      'block stage-3',
      'block stage-4',
      'fc',
    ]);
    const open = boxesOf('resnet50', ['stage-4']);
    expect(open).toHaveLength(6 + 14);
    expect(open.find(({ id }) => id === 'conv-5a-1')).toMatchObject({
      block: 'stage-4',
      isBlock: false,
      inputs: ['block stage-3'],
    });
    expect(open.find(({ id }) => id === 'block stage-2')).toMatchObject({
      block: 'stage-2',
      isBlock: true,
      inputs: ['block stage-1'],
    });
  });

  it('read only boxes before them', () => {
    for (const id of CATALOG.keys()) {
      const seen = new Set<string>();
      for (const box of boxesOf(id, ['stage-2', 'lb-3'])) {
        for (const input of box.inputs) expect(seen, box.id).toContain(input);
        seen.add(box.id);
      }
    }
  });
});

it('formats shares', () => {
  expect([0.884, 0.0994, 0.0038, 0.00004, 1].map(shareText)).toEqual([
    '88 %',
    '9.9 %',
    '0.38 %',
    '< 0.01 %',
    '100 %',
  ]);
});
