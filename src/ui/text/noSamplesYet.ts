import { t } from '../../core/language/t';
import { pluralOf, type SampleNoun } from '../../core/network/sampleNoun';
import type { Activity } from '../../store/selectors/selectActivity';

/** Explains in a sentence why no sample is shown. */
export function noSamplesYet(activity: Activity, noun: SampleNoun): string {
  const samples = pluralOf(noun);
  switch (activity) {
    case 'idle':
      return t`The ${samples} appear when the experiment runs here.`;
    case 'starting':
      return t`The ${samples} appear when the engine has started.`;
    case 'failed':
      return t`The ${samples} are not shown because the engine is not running.`;
    case 'missing':
      return t`The ${samples} appear when the missing files are opened.`;
    case 'loading':
      return t`The ${samples} are loading.`;
    case 'unloaded':
      return t`The ${samples} or the weights could not be loaded. Press Run to try again.`;
    case 'stopped':
    case 'live':
      return t`The network is classifying the first ${samples}.`;
    default:
      return activity satisfies never;
  }
}
