import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { settingError } from './settingError';

/** Text of a preprocessing that changes nothing. */
export const NO_STEPS = 'none';

/**
 * Returns the text of a preprocessing if the network may have one. Throws SpecError otherwise. Only
 * its characters are checked here: `parsePreprocessing` reads it when the samples are opened.
 */
export function checkPreprocessing(text: string, { dataKind, title }: ModelDescription): string {
  if (dataKind !== 'own') {
    if (text === '') return text;
    throw settingError('preprocessing', t`preprocessing`, text, t`none for ${title}, which has its own`);
  }
  if (/^[a-z0-9=,.:+-]{1,10000}$/.test(text)) return text;
  throw settingError(
    'preprocessing',
    t`preprocessing`,
    text,
    t`steps such as resize=256,crop=224,divide=255`,
  );
}
