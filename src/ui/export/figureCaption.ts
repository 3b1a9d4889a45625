import { t } from '../../core/language/t';
import { PROGRAM } from '../../experiment/documents/program';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { grouped } from '../../experiment/text/numberWords';
import { selectModel, selectNoun } from '../../store/selectors/selectors';
import type { ExplorerState } from '../../store/state';
import { drawWords } from '../text/drawWords';

/** True on a tab that shows runs of this experiment, false on tabs of stored results alone. */
export function showsRuns({ view }: Pick<ExplorerState, 'view'>): boolean {
  return view.tab !== 'models' && view.tab !== 'paper';
}

/**
 * Names network, faults, trials and images, so that a picture explains itself where it is pasted:
 * `LeNetFC, faults in Q2.6 weights of fc-1, 30 trials per rate; … Ares Explorer 0.2.0.`
 */
export function figureCaption(state: ExplorerState): string {
  const { spec, data } = state;
  if (!showsRuns(state)) return t`Recorded runs. ${PROGRAM}.`;
  const model = selectModel(state);
  const isWhole = model.layers.length === spec.layers.length;
  const rule = drawWords(spec, spec.structures, selectNoun(state), data?.numSamples ?? null);
  const site = siteTitle(spec);
  const count = grouped(spec.trials);
  const trials = spec.trials === 1 ? t`${count} trial` : t`${count} trials`;
  return isWhole
    ? t`${model.title}, faults in ${site} of all layers; ${trials} per rate; ${rule}. ${PROGRAM}.`
    : t`${model.title}, faults in ${site} of ${spec.layers.join(', ')}; ${trials} per rate; ${rule}. ${PROGRAM}.`;
}
