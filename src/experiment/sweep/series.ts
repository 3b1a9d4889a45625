import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { formatText } from '../../core/words/numberFormat';

import { layerGroups } from '../network/layerGroups';
import { bitPositionsWithin } from '../settings/checkBitPositions';
import { hasStructure } from '../settings/checkStructures';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { hasFixedPoint } from '../settings/hasFixedPoint';
import { structuresTitle } from '../settings/siteTitle';

/** One of several experiments that a chart compares: the reader's own with one setting changed. */
export interface Series {
  /** Unique in its family. Does not change when the reader edits other settings. */
  readonly id: string;
  readonly label: string;
  readonly spec: ExperimentSpec;
}

/**
 * Setting that a family varies: layers (Figs. 4 and 5), structures (Fig. 6), data types (Fig. 3) or
 * encodings (Fig. 2).
 */
export const SERIES_FAMILIES = ['layers', 'structures', 'types', 'chip'] as const;
export type SeriesFamily = (typeof SERIES_FAMILIES)[number];

/** Selects single layers or the paper's layer blocks. */
export type Grouping = 'blocks' | 'layers';

/** Number format that the paper gives every network in its first comparison (Fig. 3). */
export const COMMON_FORMAT = { integerBits: 3, fractionBits: 13 };

/**
 * Returns the series of a family around the reader's experiment, in drawing order. `blocks` are
 * those of `layerGroups`.
 */
export function seriesOf(
  family: SeriesFamily,
  spec: ExperimentSpec,
  grouping: Grouping,
  blocks = '',
): readonly Series[] {
  switch (family) {
    case 'layers':
      return layerSeries(spec, grouping, blocks);
    case 'structures':
      return structureSeries(spec);
    case 'types':
      return typeSeries(spec);
    case 'chip':
      return encodingSeries(spec);
    default:
      throw family satisfies never;
  }
}

/**
 * Returns one series per layer or block that stores a word of the spec's structures. The other
 * layers stay in float.
 */
function layerSeries(spec: ExperimentSpec, grouping: Grouping, blocks: string): Series[] {
  const model = checkModel(spec.model);
  const groups: (readonly [string, readonly string[]])[] =
    grouping === 'blocks' ? [...layerGroups(model, blocks)] : model.layers.map(({ name }) => [name, [name]]);
  return groups
    .map(([id, layers]) => ({ id, layers: storingLayers(spec, layers) }))
    .filter(({ layers }) => layers.length > 0)
    .map(({ id, layers }) => ({ id, label: layerLabel(model, id), spec: { ...spec, layers } }));
}

/** Returns those of some layers that store a word of the spec's structures. */
export function storingLayers(
  { model, structures }: Pick<ExperimentSpec, 'model' | 'structures'>,
  layers: readonly string[],
): readonly string[] {
  if (structures.some((structure) => structure !== 'hiddenState')) return layers;
  const { buffers } = checkModel(model);
  return layers.filter((layer) =>
    buffers.some((buffer) => buffer.structure === 'hiddenState' && buffer.layer === layer),
  );
}

/** Returns the label of a layer or block. Names in a file of the reader are kept as they are. */
function layerLabel({ dataKind }: ModelDescription, name: string): string {
  return dataKind === 'own' ? name : name.toUpperCase();
}

/**
 * Returns weights, activations and hidden state (if the model has one) as separate series, then
 * weights with activations. Bit positions that the words of a series lack are removed from it.
 */
function structureSeries(spec: ExperimentSpec): Series[] {
  const model = checkModel(spec.model);
  const layers = model.layers.map(({ name }) => name);
  const alone = (['weights', 'activations', 'hiddenState'] as const).filter((structure) =>
    hasStructure(model, structure),
  );
  return [...alone.map((structure) => [structure]), ['weights', 'activations'] as const].flatMap(
    (structures) =>
      withItsBitPositions({
        id: structures.join('+'),
        label: structuresTitle(structures),
        spec: { ...spec, structures, layers },
      }),
  );
}

/**
 * Restricts the series to the chosen bit positions that its words have. Returns an empty list if
 * none remain.
 */
export function withItsBitPositions(series: Series): Series[] {
  const bitPositions = bitPositionsWithin(series.spec);
  return bitPositions?.length === 0 ? [] : [{ ...series, spec: { ...series.spec, bitPositions } }];
}

/**
 * Returns the model's own format of weights and the common Q3.13 (Fig. 3). Returns only the own
 * format if both are equal or if Q3.13 has none of the chosen bit positions.
 */
function typeSeries(spec: ExperimentSpec): Series[] {
  const own: Series = { id: 'own', label: formatText(spec.format), spec };
  const isCommon = formatText(spec.format) === formatText(COMMON_FORMAT);
  if (isCommon || !spec.structures.includes('weights')) return [own];
  return [
    own,
    ...withItsBitPositions({ id: 'common', label: 'Q3.13', spec: { ...spec, format: COMMON_FORMAT } }),
  ];
}

/**
 * Returns both sign encodings: two's complement, as in the code, and sign-magnitude, as on the chip
 * (Fig. 2). Returns one series if no words of the site are fixed-point.
 */
function encodingSeries(spec: ExperimentSpec): Series[] {
  if (!hasFixedPoint(spec)) return [{ id: 'twosComplement', label: formatText(spec.format), spec }];
  return [
    { id: 'twosComplement', label: t`two’s complement`, spec: { ...spec, encoding: 'twosComplement' } },
    { id: 'signMagnitude', label: t`sign-magnitude`, spec: { ...spec, encoding: 'signMagnitude' } },
  ];
}
