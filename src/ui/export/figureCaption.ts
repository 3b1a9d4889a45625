import { PROGRAM } from '../../experiment/documents/program';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { countOf } from '../../experiment/text/numberWords';
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
  if (!showsRuns(state)) return `Recorded runs. ${PROGRAM}.`;
  const model = selectModel(state);
  const isWhole = model.layers.length === spec.layers.length;
  const layers = isWhole ? 'all layers' : spec.layers.join(', ');
  const rule = drawWords(spec, spec.structures, selectNoun(state), data?.numSamples ?? null);
  return `${model.title}, faults in ${siteTitle(spec)} of ${layers}; ${countOf(spec.trials, 'trial')} per rate; ${rule}. ${PROGRAM}.`;
}
