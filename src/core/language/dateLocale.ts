import { t } from './t';

/** Returns the locale in which dates are written. Its catalogue entry names that of a language. */
export function dateLocale(): string {
  return t`en-GB`;
}
