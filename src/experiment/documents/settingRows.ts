import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { samplesText } from '../../core/network/sampleNoun';
import { dataTitle, weightsTitle } from '../settings/dataId';
import { drawRule } from '../settings/drawRule';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { networkTitle } from '../settings/networkTitle';
import { formatSeed } from '../settings/seed';
import { siteTitle } from '../settings/siteTitle';
import { settingTexts } from '../settings/specDifference';
import { gridBers } from '../sweep/berGrid';
import { grouped } from '../text/numberWords';

/**
 * Lists all settings of an experiment for a printed table, as pairs of a name and a text. Settings
 * without an effect are left out.
 */
export function settingRows(spec: ExperimentSpec): readonly (readonly [name: string, text: string])[] {
  const model = checkModel(spec.model);
  const { title, dataKind } = model;
  const texts = settingTexts(spec);
  return [
    ...(dataKind === 'own'
      ? [[t`Network`, networkTitle(model)] as const]
      : [[t`Network`, title] as const, [t`Weights`, weightsTitle(spec.weights, dataKind)] as const]),
    [
      t`Test set`,
      t`${dataTitle(spec.data, dataKind)}, first ${samplesText(spec.numSamples, grouped(spec.numSamples), dataKind)}`,
    ],
    ...(dataKind === 'own' ? [[t`Preprocessing`, texts.preprocessing] as const] : []),
    ...(texts.measure === '' ? [] : [[t`Measure`, texts.measure] as const]),
    [t`Faults in`, siteTitle(spec)],
    [t`Layers`, texts.layers],
    ...(texts.encoding === '' ? [] : [[t`Encoding`, texts.encoding] as const]),
    [t`Bit error rates`, ratesText(gridBers(spec.bers))],
    [t`Trials per rate`, String(spec.trials)],
    [t`Flips`, drawRule([spec])],
    [t`Seed`, formatSeed(spec.seed)],
  ];
}

/** Returns `1e-6 to 1e-1, 21 rates`. */
function ratesText(bers: readonly number[]): string {
  const [first, last] = [bers[0]!, bers.at(-1)!].map((ber) => ber.toExponential()) as [string, string];
  const count = grouped(bers.length);
  if (bers.length === 1) return t`${first}, ${count} rate`;
  return t`${first} to ${last}, ${count} rates`;
}
