import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import { type Measure, type Measured, measuresOf } from '../../core/samples/measure';
import { settingError } from './settingError';

/**
 * Returns the measure if the network has it on labelled samples. Throws SpecError otherwise.
 * Whether samples have labels is known once they are read.
 */
export function checkMeasure(measure: string, model: Measured & { readonly title: string }): Measure {
  const measures = measuresOf(model, true);
  const found = measures.find((each) => each === measure);
  if (found !== undefined) return found;
  throw settingError('measure', t`measure`, measure, t`${listChoices(measures)} for ${model.title}`);
}
