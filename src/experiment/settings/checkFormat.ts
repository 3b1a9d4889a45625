import { t } from '../../core/language/t';
import {
  checkNumberFormat,
  formatText,
  isFixedPoint,
  type NumberFormat,
} from '../../core/words/numberFormat';
import { inField, settingError } from './settingError';

/** Returns the format of a setting. Throws SpecError if the setting cannot have it. */
export function checkFormat(setting: 'format' | 'activationFormat', format: NumberFormat): NumberFormat {
  if (setting === 'activationFormat' && !isFixedPoint(format))
    throw settingError(
      setting,
      t`type of activations`,
      formatText(format),
      t`a fixed-point type such as Q5.3`,
    );
  return inField(setting, () => checkNumberFormat(format));
}
