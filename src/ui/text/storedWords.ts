import { t } from '../../core/language/t';
import { type ShownRun, shownName } from '../../experiment/documents/storedRun';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { describeDifference } from '../../experiment/settings/specDifference';
import { grouped } from '../../experiment/text/numberWords';

/**
 * Names a recorded run, with the settings in which it differs from the reader's experiment:
 * `recorded run, n = 150`; `recorded run of other settings (100 images, ...), n = 30`.
 */
export function storedWords(run: ShownRun, spec: ExperimentSpec): string {
  const { spec: stored } = run;
  const other = describeDifference({ ...stored, bers: spec.bers }, spec);
  const name = shownName(run);
  const trials = grouped(stored.trials);
  return other === '' ? `${name}, n = ${trials}` : t`${name} of other settings (${other}), n = ${trials}`;
}
