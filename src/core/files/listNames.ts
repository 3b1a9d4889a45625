import { t } from '../language/t';

/** Lists the first four names and the number of further names. */
export function listNames(names: readonly string[]): string {
  const MAX_SHOWN = 4;
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  return names.length > MAX_SHOWN ? t`${shown} and ${names.length - MAX_SHOWN} more` : shown;
}
