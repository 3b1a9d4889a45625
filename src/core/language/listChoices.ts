import { t } from './t';

/** Lists names of which one is expected: `a or b or c`. Empty for no names. */
export function listChoices(names: readonly string[]): string {
  return names.reduce<string>((all, one) => (all === '' ? one : t`${all} or ${one}`), '');
}
