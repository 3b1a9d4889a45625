import { checkModel } from '../../core/network/catalog';
import { layerBlocks } from '../../core/network/model';
import { formatQFormat } from '../../core/words/qformat';
import { planesWithin } from '../settings/checkPlanes';
import { hasStructure } from '../settings/checkStructures';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { structuresTitle } from '../settings/siteTitle';

/** One of several experiments that a figure sets side by side: the reader's own with one setting changed. */
export interface Series {
  /** Unique in its family, stable while the reader edits other settings. */
  readonly id: string;
  readonly label: string;
  readonly spec: ExperimentSpec;
}

/** What a family of series differs in: layers (Figs. 4 and 5), structures (Fig. 6), data types (Fig. 3), encodings (Fig. 2). */
export const SERIES_FAMILIES = ['layers', 'structures', 'types', 'chip'] as const;
export type SeriesFamily = (typeof SERIES_FAMILIES)[number];

/** Whether layers are taken one by one or by the paper's blocks. */
export type Grouping = 'blocks' | 'layers';

/** The type that the paper gives every network in its first comparison (Fig. 3). */
export const COMMON_FORMAT = { integerBits: 3, fractionBits: 13 };

/** The series of a family around the reader's experiment, in the order in which they are drawn. */
export function seriesOf(family: SeriesFamily, spec: ExperimentSpec, grouping: Grouping): readonly Series[] {
  switch (family) {
    case 'layers':
      return layerSeries(spec, grouping);
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

/** One series for each layer or block that has any word of the spec's structures, all others in float. */
function layerSeries(spec: ExperimentSpec, grouping: Grouping): Series[] {
  const model = checkModel(spec.model);
  const isStored = (layer: string) =>
    spec.structures.some((structure) => structure !== 'hiddenState') ||
    model.buffers.some((buffer) => buffer.structure === 'hiddenState' && buffer.layer === layer);
  const groups: (readonly [string, readonly string[]])[] =
    grouping === 'blocks' ? [...layerBlocks(model)] : model.layers.map(({ name }) => [name, [name]]);
  return groups
    .map(([id, layers]) => ({ id, layers: layers.filter(isStored) }))
    .filter(({ layers }) => layers.length > 0)
    .map(({ id, layers }) => ({ id, label: id.toUpperCase(), spec: { ...spec, layers } }));
}

/**
 * Weights, activations and, where there is one, hidden state, each alone; then weights and activations together. Each with the
 * chosen bit positions that its words have.
 */
function structureSeries(spec: ExperimentSpec): Series[] {
  const model = checkModel(spec.model);
  const layers = model.layers.map(({ name }) => name);
  const alone = (['weights', 'activations', 'hiddenState'] as const).filter((structure) =>
    hasStructure(model, structure),
  );
  return [...alone.map((structure) => [structure]), ['weights', 'activations'] as const].flatMap(
    (structures) =>
      withItsPlanes({
        id: structures.join('+'),
        label: structuresTitle(structures),
        spec: { ...spec, structures, layers },
      }),
  );
}

/** The series with the chosen bit positions that its words have; none where they have none of them. */
function withItsPlanes(series: Series): Series[] {
  const planes = planesWithin(series.spec);
  return planes?.length === 0 ? [] : [{ ...series, spec: { ...series.spec, planes } }];
}

/**
 * The model's own type of weights and the common Q3.13 (Fig. 3); only one of them where they are equal, or where Q3.13 has none
 * of the chosen bit positions.
 */
function typeSeries(spec: ExperimentSpec): Series[] {
  const own: Series = { id: 'own', label: formatQFormat(spec.format), spec };
  const { integerBits, fractionBits } = COMMON_FORMAT;
  const isCommon = spec.format.integerBits === integerBits && spec.format.fractionBits === fractionBits;
  if (isCommon || !spec.structures.includes('weights')) return [own];
  return [own, ...withItsPlanes({ id: 'common', label: 'Q3.13', spec: { ...spec, format: COMMON_FORMAT } })];
}

/** Both ways to store a sign: the code's two's complement and the chip's sign-magnitude (Fig. 2). */
function encodingSeries(spec: ExperimentSpec): Series[] {
  return [
    { id: 'twosComplement', label: 'two’s complement', spec: { ...spec, encoding: 'twosComplement' } },
    { id: 'signMagnitude', label: 'sign-magnitude', spec: { ...spec, encoding: 'signMagnitude' } },
  ];
}
