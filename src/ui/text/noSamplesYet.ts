import { t } from '../../core/language/t';
import type { Activity } from '../../store/selectors/selectActivity';

/** Explains in a sentence why no sample is shown. `noun` is the English word for one sample. */
export function noSamplesYet(activity: Activity, noun: string): string {
  const isSpeech = noun === 'recording';
  switch (activity) {
    case 'idle':
      return isSpeech
        ? t`The recordings appear when the experiment runs here.`
        : t`The images appear when the experiment runs here.`;
    case 'starting':
      return isSpeech
        ? t`The recordings appear when the engine has started.`
        : t`The images appear when the engine has started.`;
    case 'failed':
      return isSpeech
        ? t`The recordings are not shown because the engine is not running.`
        : t`The images are not shown because the engine is not running.`;
    case 'missing':
      return isSpeech
        ? t`The recordings appear when the missing files are opened.`
        : t`The images appear when the missing files are opened.`;
    case 'loading':
      return isSpeech ? t`The recordings are loading.` : t`The images are loading.`;
    case 'unloaded':
      return isSpeech
        ? t`The recordings or the weights could not be loaded. Press Run to try again.`
        : t`The images or the weights could not be loaded. Press Run to try again.`;
    case 'stopped':
    case 'live':
      return isSpeech
        ? t`The network is classifying the first recordings.`
        : t`The network is classifying the first images.`;
    default:
      return activity satisfies never;
  }
}
