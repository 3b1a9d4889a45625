import { CATALOG, trainingSetTitle } from '../../core/network/catalog';
import { type ModelDescription, numWeights, TRAINING_SETS, type TrainingSet } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { formatQFormat, type QFormat } from '../../core/words/qformat';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { specOfModel } from '../settings/specOfModel';
import { grouped } from '../text/numberWords';
import { percentOf } from '../text/percentWords';
import type { FormatMap } from './formatMap';
import type { Table1Row } from './table1Row';

/** Counts of a network in Table 1. */
interface Table1Counts {
  readonly layers: number;
  /** Weights without biases, by kind of layer: convolutions, recurrent cells, and all others. */
  readonly weights: Readonly<Record<'dense' | 'conv' | 'gru', number>>;
  readonly activations: number;
}

/** Counts the weights and activations of a model of the catalogue. */
export function table1Counts({ layers, buffers }: ModelDescription): Table1Counts {
  const weights = { dense: 0, conv: 0, gru: 0 };
  for (const layer of layers) {
    const { kind } = layer;
    weights[kind === 'conv' || kind === 'gru' ? kind : 'dense'] += numWeights(layer);
  }
  const activations = buffers.filter(({ structure }) => structure === 'activations');
  return {
    layers: layers.length,
    weights,
    activations: activations.reduce((sum, { numWords }) => sum + numWords, 0),
  };
}

/** Counts as the paper prints them, rounded. It swaps the weights of LeNetCNN (Table 1). */
const PRINTED: Readonly<Record<string, { readonly weights: string; readonly activations: string }>> = {
  'lenet-fc': { weights: 'FC 270K', activations: '410' },
  'lenet-cnn': { weights: 'FC 9.5K, conv 590K (swapped)', activations: '45K' },
  'cf-vgg': { weights: 'FC 270K, conv 7.6M', activations: '250K' },
  vgg16: { weights: 'FC 120M, conv 15M', activations: '15M' },
  resnet50: { weights: 'FC 2M, conv 23M', activations: '10M' },
  'ti-gru': { weights: 'FC 10M, GRU 143K', activations: '200K' },
};
const PRINTED_DATA: Readonly<Record<string, string>> = {
  digits: 'MNIST',
  pictures: 'CIFAR-10',
  photos: 'ImageNet',
  speech: 'TIDIGITS',
};

const FEWEST_IMAGES = 100;

/**
 * Returns the number of images of a model's error map: as many as a trial of its first experiment
 * counts, at least 100. Each format takes one pass over them. `available` is the size of the test
 * set.
 */
export function mapImages(model: ModelDescription, available: number): number {
  return Math.min(available, Math.max(FEWEST_IMAGES, specOfModel(model.id, DEFAULT_SPEC).numSamples));
}

/** Row that cannot be measured here, with the reason. */
export interface MissingRow {
  readonly model: string;
  readonly set: TrainingSet;
  readonly reason: string;
}

const HEADER = `| network | data | layers | weights | activations | float error | weight type | activation type |
|---|---|---:|---|---:|---|---|---|`;
const TYPES_HEADER = `| network | data | words | images | wrong in float | fewest bits | wrong | lost | gained | no more wrong images | the paper's type: wrong |
|---|---|---|---:|---:|---|---:|---:|---:|---|---|`;

/**
 * Writes Table 1 in Markdown: the paper's row above ours, then the basis of each minimal format.
 */
export function table1Markdown(rows: readonly Table1Row[], missing: readonly MissingRow[]): string {
  const lines = [...CATALOG.values()].flatMap((model) => {
    const own = [...rows, ...missing]
      .filter((row) => row.model === model.id)
      .sort((a, b) => TRAINING_SETS.indexOf(a.set) - TRAINING_SETS.indexOf(b.set));
    if (own.length === 0) return [];
    const ours = own.map((row) => ourCells(model, row));
    const paper = paperCells(model);
    return (paper === null ? ours : [paper, ...ours]).map((cells, index) =>
      line([index === 0 ? model.title : '', ...cells]),
    );
  });
  const searched = rows.flatMap(typeLines);
  const types = searched.length === 0 ? [] : ['', TYPES_HEADER, ...searched];
  return `${[HEADER, ...lines, ...types].join('\n')}\n`;
}

function paperCells(model: ModelDescription): string[] | null {
  const printed = PRINTED[model.id];
  const { paper, dataKind } = model;
  if (paper === null || printed === undefined) return null;
  const layers = `${table1Counts(model).layers}`;
  return [
    `paper: ${PRINTED_DATA[dataKind]}`,
    layers,
    printed.weights,
    printed.activations,
    `${paper.errorPercent} %`,
    paper.weightFormat,
    paper.activationFormat,
  ];
}

function ourCells(model: ModelDescription, row: Table1Row | MissingRow): string[] {
  const { layers, weights, activations } = table1Counts(model);
  const byKind = { FC: weights.dense, conv: weights.conv, GRU: weights.gru };
  const named = Object.entries(byKind).filter(([, count]) => count > 0);
  const counts = [
    trainingSetTitle(row.set, model.dataKind),
    `${layers}`,
    named.map(([kind, count]) => `${kind} ${grouped(count)}`).join(', '),
    grouped(activations),
  ];
  if ('reason' in row) return [...counts, row.reason, '', ''];
  const { wrong, total } = row.floatError;
  const error = `${percentOf(wrong / total, 2)} (${grouped(wrong)} of ${grouped(total)})`;
  return [...counts, error, minimalText(row.maps.weights), minimalText(row.maps.activations)];
}

function minimalText(map: FormatMap | null): string {
  return map === null ? 'not searched' : typeText(map.minimal, map);
}

function typeText(format: QFormat | null, { cells }: FormatMap): string {
  if (format !== null) return formatQFormat(format);
  const widest = (side: 'integerBits' | 'fractionBits') =>
    Math.max(...cells.map((cell) => cell.format[side]));
  return `none up to Q${widest('integerBits')}.${widest('fractionBits')}`;
}

function typeLines({ model, set, maps }: Table1Row): string[] {
  const { title, dataKind, paper } = CATALOG.get(model)!;
  return (['weights', 'activations'] as const).flatMap((structure) => {
    const map = maps[structure];
    if (map === null) return [];
    const found = map.minimal === null ? undefined : cellOf(map, formatQFormat(map.minimal));
    const theirs = paper === null ? null : paperFormat(paper, structure);
    const their = theirs === null ? undefined : cellOf(map, theirs);
    return line([
      title,
      trainingSetTitle(set, dataKind),
      structure,
      grouped(map.images),
      `${map.floatWrong}`,
      typeText(map.minimal, map),
      ...[found?.wrong, found?.lost, found?.gained].map((count) => `${count ?? ''}`),
      typeText(map.strict, map),
      their === undefined ? '' : `${theirs}: ${their.wrong}`,
    ]);
  });
}

function paperFormat(paper: NonNullable<ModelDescription['paper']>, structure: QuantizedStructure): string {
  return structure === 'weights' ? paper.weightFormat : paper.activationFormat;
}

function cellOf({ cells }: FormatMap, format: string) {
  return cells.find((cell) => formatQFormat(cell.format) === format);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
