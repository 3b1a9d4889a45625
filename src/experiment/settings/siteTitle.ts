import { t } from '../../core/language/t';
import type { Structure } from '../../core/network/model';
import { isDynamic } from '../../core/site/siteTensors';
import { formatText } from '../../core/words/numberFormat';

import { formatBitPositions } from './checkBitPositions';
import { type ExperimentSpec, hasUnsignedWords } from './experimentSpec';

function structureTitle(structure: Structure): string {
  switch (structure) {
    case 'weights':
      return t`weights`;
    case 'biases':
      return t`biases`;
    case 'norms':
      return t`normalisation constants`;
    case 'activations':
      return t`activations`;
    case 'hiddenState':
      return t`hidden state`;
    default:
      return structure satisfies never;
  }
}

/** Returns the title of structures: `weights`, `weights, biases and hidden state`. */
export function structuresTitle(structures: readonly Structure[]): string {
  return joinTitles(structures.map(structureTitle));
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
    return isUnsigned && structure === 'activations'
      ? t`activations (unsigned after ReLU)`
      : structureTitle(structure);
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
  const isOne = spec.bitPositions.length === 1;
  if (topBitName(spec) === 'sign') {
    if (bitPositions === '0') return t`sign bits`;
    return isOne
      ? t`bit ${bitPositions} counted from the sign`
      : t`bits ${bitPositions} counted from the sign`;
  }
  if (bitPositions === '0') return t`top bits`;
  return isOne ? t`bit ${bitPositions} counted from the top` : t`bits ${bitPositions} counted from the top`;
}

function joinTitles(titles: string[]): string {
  const last = titles.pop() ?? '';
  return titles.length === 0 ? last : t`${titles.join(', ')} and ${last}`;
}

/** Returns the title of structures with their formats: `Q2.6 weights and Q5.3 activations`. */
export function typedTitle(spec: ExperimentSpec): string {
  const structures = storedTitles(spec).map((title, index) => {
    const format = isDynamic(spec.structures[index]!) ? spec.activationFormat : spec.format;
    return `${formatText(format)} ${title}`;
  });
  return structures.reduce((all, one) => t`${all} and ${one}`);
}

/**
 * Returns the title of a site with formats, chosen bits and lifetime:
 * `Q2.6 weights and Q5.3 activations, only sign bits, transient faults`.
 */
export function siteTitle(spec: ExperimentSpec): string {
  const chosen = chosenBits(spec);
  const bits = chosen === null ? [] : [t`only ${chosen}`];
  const lifetime = spec.structures.some(isDynamic) ? [lifetimeTitle(spec.lifetime)] : [];
  return [typedTitle(spec), ...bits, ...lifetime].join(', ');
}

/** Returns `permanent faults` or `transient faults`. */
export function lifetimeTitle(lifetime: ExperimentSpec['lifetime']): string {
  return lifetime === 'permanent' ? t`permanent faults` : t`transient faults`;
}
