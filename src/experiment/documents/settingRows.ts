import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { dataTitle, weightsTitle } from '../settings/dataId';
import { drawRule } from '../settings/drawRule';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { formatSeed } from '../settings/seed';
import { siteTitle } from '../settings/siteTitle';
import { settingTexts } from '../settings/specDifference';
import { gridBers } from '../sweep/berGrid';
import { countOf } from '../text/numberWords';

/**
 * Lists all settings of an experiment for a printed table, as pairs of a name and a text. Settings
 * without an effect are left out.
 */
export function settingRows(spec: ExperimentSpec): readonly (readonly [name: string, text: string])[] {
  const { title, dataKind } = checkModel(spec.model);
  const texts = settingTexts(spec);
  return [
    ['Network', title],
    ['Weights', weightsTitle(spec.weights, dataKind)],
    [
      'Test set',
      `${dataTitle(spec.data, dataKind)}, first ${countOf(spec.numSamples, sampleNoun(dataKind))}`,
    ],
    ['Faults in', siteTitle(spec)],
    ['Layers', texts.layers],
    ['Encoding', texts.encoding],
    ['Bit error rates', ratesText(gridBers(spec.bers))],
    ['Trials per rate', String(spec.trials)],
    ['Flips', drawRule([spec])],
    ['Seed', formatSeed(spec.seed)],
  ];
}

/** Returns `1e-6 to 1e-1, 21 rates`. */
function ratesText(bers: readonly number[]): string {
  const ends = [bers[0]!, bers.at(-1)!].map((ber) => ber.toExponential());
  return `${[...new Set(ends)].join(' to ')}, ${countOf(bers.length, 'rate')}`;
}
