import type { Structure } from '../../core/network/model';
import { isDynamic } from '../../core/site/siteTensors';
import { formatQFormat } from '../../core/words/qformat';
import { formatBitPositions } from './checkBitPositions';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';

const STRUCTURE_TITLES: Record<Structure, string> = {
  weights: 'weights',
  biases: 'biases',
  activations: 'activations',
  hiddenState: 'hidden state',
};

/** Returns the title of structures: `weights`, `weights, biases and hidden state`. */
export function structuresTitle(structures: readonly Structure[]): string {
  return joinTitles(structures.map((structure) => STRUCTURE_TITLES[structure]));
}

/**
 * Returns the title of a spec's structures, with a note on unsigned words:
 * `weights and activations (unsigned after ReLU)`.
 */
export function storedTitle(spec: ExperimentSpec): string {
  return joinTitles(storedTitles(spec));
}

function storedTitles(spec: ExperimentSpec): string[] {
  const isUnsigned = hasUnsignedWords(spec);
  return spec.structures.map((structure) => {
    const title = STRUCTURE_TITLES[structure];
    return isUnsigned && structure === 'activations' ? `${title} (unsigned after ReLU)` : title;
  });
}

/** Returns the name of bit 0 in the site's words: `sign` if all of them are signed. */
export function topBitName(spec: ExperimentSpec): 'sign' | 'top' {
  return hasUnsignedWords(spec) ? 'top' : 'sign';
}

/**
 * Describes the bits of each word that may flip: `sign bits`, `bits 0,3 counted from the sign`.
 * Null for all bits.
 */
export function chosenBits(spec: ExperimentSpec): string | null {
  if (spec.bitPositions === null) return null;
  const bitPositions = formatBitPositions(spec.bitPositions);
  const top = topBitName(spec);
  return bitPositions === '0'
    ? `${top} bits`
    : `bit${spec.bitPositions.length === 1 ? '' : 's'} ${bitPositions} counted from the ${top}`;
}

function joinTitles(titles: string[]): string {
  const last = titles.pop() ?? '';
  return titles.length === 0 ? last : `${titles.join(', ')} and ${last}`;
}

/** Returns the title of structures with their formats: `Q2.6 weights and Q5.3 activations`. */
export function typedTitle(spec: ExperimentSpec): string {
  const structures = storedTitles(spec).map((title, index) => {
    const format = isDynamic(spec.structures[index]!) ? spec.activationFormat : spec.format;
    return `${formatQFormat(format)} ${title}`;
  });
  return structures.join(' and ');
}

/**
 * Returns the title of a site with formats, chosen bits and lifetime:
 * `Q2.6 weights and Q5.3 activations, only sign bits, transient faults`.
 */
export function siteTitle(spec: ExperimentSpec): string {
  const chosen = chosenBits(spec);
  const bits = chosen === null ? '' : `, only ${chosen}`;
  const lifetime = spec.structures.some(isDynamic) ? `, ${spec.lifetime} faults` : '';
  return `${typedTitle(spec)}${bits}${lifetime}`;
}
