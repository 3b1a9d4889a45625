import { t } from './t';

/** Lists texts of which one holds: `a or b or c`. Empty for none. */
export function listChoices(texts: readonly string[]): string {
  return texts.reduce<string>((all, one) => (all === '' ? one : t`${all} or ${one}`), '');
}
