import { t } from '../../core/language/t';
import type { DataKind, ModelDescription } from '../../core/network/model';
import { samplesText } from '../../core/network/sampleNoun';
import type { QuantizedStructure } from '../../core/site/quantization';
import { formatQFormat } from '../../core/words/qformat';
import { addedPoints, type FormatMap } from '../../experiment/formats/formatMap';
import { grouped } from '../../experiment/text/numberWords';
import { pointsText } from '../../experiment/text/percentWords';

/** A number format offered as a button. */
export interface TypePreset {
  /** Name of the format: `Q2.6`. */
  readonly format: string;
  /** Origins of the format: `paper’s`, `our minimal` or both. May be empty. */
  readonly name: string;
}

/** Widest format of the paper's Table 1. Its Figure 3 uses it for every model. */
const COMMON_FORMAT = 'Q3.13';

/**
 * Lists the formats to offer for one structure, without repetition: that of Table 1, the smallest
 * lossless one of `map`, and Q3.13 for weights.
 */
export function typePresets(
  { paper, weightFormat, activationFormat }: ModelDescription,
  structure: QuantizedStructure,
  map: FormatMap | null,
): readonly TypePreset[] {
  const names = new Map<string, readonly string[]>();
  const offer = (format: string, name: string | null) =>
    names.set(format, [...(names.get(format) ?? []), ...(name === null ? [] : [name])]);
  offer(structure === 'weights' ? weightFormat : activationFormat, paper === null ? null : t`paper’s`);
  if (map !== null && map.minimal !== null) offer(formatQFormat(map.minimal), t`our minimal`);
  if (structure === 'weights') offer(COMMON_FORMAT, null);
  return Array.from(names, ([format, own]) => ({ format, name: own.join(', ') }));
}

/**
 * Describes the fault-free loss of the presets in percentage points against float. Null if the map
 * has none of them. Also null if the map was counted on another number of samples than `images`, so
 * that one screen does not show two losses of one format.
 */
export function presetCosts(
  presets: readonly TypePreset[],
  map: FormatMap,
  kind: DataKind,
  images: number,
): string | null {
  if (map.images !== images) return null;
  const costs = presets.flatMap(({ format }) => {
    const cell = map.cells.find((tested) => formatQFormat(tested.format) === format);
    return cell === undefined ? [] : `${format}\u00a0${pointsText(addedPoints(cell, map.images))}`;
  });
  if (costs.length === 0) return null;
  const first = samplesText(map.images, grouped(map.images), kind);
  return map.structure === 'weights'
    ? t`Points lost without faults: ${costs.join(', ')} (weights alone, first ${first}).`
    : t`Points lost without faults: ${costs.join(', ')} (activations alone, first ${first}).`;
}
