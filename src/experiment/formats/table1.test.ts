import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { parseQFormat } from '../../core/words/qformat';
import { formatMap } from './formatMap';
import { mapImages, table1Counts, table1Markdown } from './table1';
import type { Table1Row } from './table1Row';

describe('counts of Table 1', () => {
  // Ares, Table 1, counted layer by layer: ../shared/design/science.md section 1.
  it.each([
    ['lenet-fc', 3, { dense: 266_200, conv: 0, gru: 0 }, 410],
    ['lenet-cnn', 4, { dense: 591_104, conv: 9_504, gru: 0 }, 44_810],
    ['cf-vgg', 12, { dense: 267_264, conv: 7_632_576, gru: 0 }, 248_266],
    ['vgg16', 16, { dense: 123_633_664, conv: 14_710_464, gru: 0 }, 15_087_080],
    ['ti-gru', 3, { dense: 10_162_000, conv: 0, gru: 143_400 }, 203_410],
    ['chip-net', 4, { dense: 334_336, conv: 0, gru: 0 }, 778],
    // A block has 4 · 64² + 2 · 64 · 128 weights. It writes 10 vectors of 64 and one of 128 for
    // each position, and for each head the products and shares of all pairs of positions; the text
    // network also writes what its mask leaves.
    ['vit-mini', 20, { dense: 49 * 64 + 3 * 32_768 + 640, conv: 0, gru: 0 }, 3 * 14_336 + 3 * 1_024 + 74],
    ['gpt-mini', 14, { dense: 37 * 64 + 2 * 32_768 + 64 * 37, conv: 0, gru: 0 }, 2 * 36_864 + 3 * 2_048 + 37],
  ])('%s', (id, layers, weights, activations) => {
    expect(table1Counts(CATALOG.get(id)!)).toEqual({ layers, weights, activations });
  });

  it('resnet50, whose activations the paper rounds to 10 million', () => {
    const { activations, ...counts } = table1Counts(CATALOG.get('resnet50')!);
    expect(counts).toEqual({ layers: 54, weights: { dense: 2_048_000, conv: 23_454_912, gru: 0 } });
    expect(activations / 1e6).toBeCloseTo(10.6, 1);
  });
});

describe('images of a map', () => {
  it('are fewer where a pass takes longer, never under 100 but for the set', () => {
    expect(mapImages(CATALOG.get('lenet-fc')!, 10_000)).toBe(1000);
    expect(mapImages(CATALOG.get('resnet50')!, 10_000)).toBe(100);
    expect(mapImages(CATALOG.get('resnet50')!, 50)).toBe(50);
    for (const model of CATALOG.values()) expect(mapImages(model, 10_000)).toBeGreaterThanOrEqual(100);
  });
});

describe('Table 1 in Markdown', () => {
  const cells = [
    { format: parseQFormat('Q1.4'), wrong: 12, lost: 3, gained: 1 },
    { format: parseQFormat('Q2.6'), wrong: 9, lost: 1, gained: 2 },
  ];
  const row: Table1Row = {
    model: 'lenet-fc',
    set: 'generated',
    floatError: { wrong: 175, total: 10_000 },
    maps: { weights: formatMap('weights', 1000, 10, cells), activations: null },
    fingerprint: '',
    environment: '',
  };

  it("has the paper's row, ours and what ours rests on", () => {
    const lines = table1Markdown([row], []).split('\n');
    expect(lines).toContain('| LeNetFC | paper: MNIST | 3 | FC 270K | 410 | 1.68 % | Q2.6 | Q5.3 |');
    expect(lines).toContain(
      '|  | generated digits | 3 | FC 266,200 | 410 | 1.75 % (175 of 10,000) | Q2.6 | not searched |',
    );
    expect(lines).toContain(
      '| LeNetFC | generated digits | weights | 1,000 | 10 | Q2.6 | 9 | 1 | 2 | Q2.6 | Q2.6: 9 |',
    );
  });

  it('says where no type is good enough, and which rows are missing why', () => {
    const maps = { weights: formatMap('weights', 1000, 8, cells), activations: null };
    const missing = [{ model: 'vgg16', set: 'imagenet', reason: 'weights not at hand' }] as const;
    const text = table1Markdown([{ ...row, maps }], missing);
    expect(text).toContain('| none up to Q2.6 | not searched |');
    expect(text).toContain(
      '| VGG16 | paper: ImageNet | 16 | FC 120M, conv 15M | 15M | 35 % | Q2.10 | Q13.4 |',
    );
    expect(text).toContain('FC 123,633,664, conv 14,710,464 | 15,087,080 | weights not at hand |');
  });

  it('puts generated data before real, measured or not', () => {
    const missing = [{ model: 'lenet-fc', set: 'generated', reason: 'no' }] as const;
    const lines = table1Markdown([{ ...row, set: 'mnist' }], missing).split('\n');
    expect(lines.slice(3, 5).map((line) => line.split('|')[2]!.trim())).toEqual([
      'generated digits',
      'MNIST',
    ]);
  });

  it('has rows of equal length', () => {
    const missing = [...CATALOG.keys()].map((model) => ({ model, set: 'mnist', reason: 'no' }) as const);
    const tables = table1Markdown([row], missing).trim().split('\n\n');
    for (const table of tables)
      expect(new Set(table.split('\n').map((line) => line.split('|').length)).size).toBe(1);
    expect(tables).toHaveLength(2);
  });
});
