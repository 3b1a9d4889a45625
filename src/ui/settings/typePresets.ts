import type { ModelDescription } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { formatQFormat } from '../../core/words/qformat';
import { addedPoints, type FormatMap } from '../../experiment/formats/formatMap';
import { grouped, pointsText } from '../text/format';

/** A type to choose at once. */
export interface TypePreset {
  /** `Q2.6`. */
  readonly format: string;
  /** Whose it is: `paper’s`, `our minimal`, both; empty where the type says enough. */
  readonly name: string;
}

/** The widest of Table 1's types: the paper's Figure 3 gives it to every model. */
const COMMON_FORMAT = 'Q3.13';

/** The types to offer for one structure, each once: Table 1's, the fewest bits that `map` found lossless, and of weights Q3.13. */
export function typePresets(
  { paper, weightFormat, activationFormat }: ModelDescription,
  structure: QuantizedStructure,
  map: FormatMap | null,
): readonly TypePreset[] {
  const names = new Map<string, readonly string[]>();
  const offer = (format: string, name: string | null) =>
    names.set(format, [...(names.get(format) ?? []), ...(name === null ? [] : [name])]);
  offer(structure === 'weights' ? weightFormat : activationFormat, paper === null ? null : 'paper’s');
  if (map !== null && map.minimal !== null) offer(formatQFormat(map.minimal), 'our minimal');
  if (structure === 'weights') offer(COMMON_FORMAT, null);
  return Array.from(names, ([format, own]) => ({ format, name: own.join(', ') }));
}

/**
 * What presets cost fault-free against float, in a sentence; null where the map has tested none of them, or counts over others
 * than the `images` of the experiment: the same type would cost two different numbers on one screen.
 */
export function presetCosts(
  presets: readonly TypePreset[],
  map: FormatMap,
  noun: string,
  images: number,
): string | null {
  if (map.images !== images) return null;
  const costs = presets.flatMap(({ format }) => {
    const cell = map.cells.find((tested) => formatQFormat(tested.format) === format);
    return cell === undefined ? [] : `${format}\u00a0${pointsText(addedPoints(cell, map.images))}`;
  });
  if (costs.length === 0) return null;
  return `Points lost without faults: ${costs.join(', ')} (${map.structure} alone, first ${grouped(map.images)} ${noun}s).`;
}
