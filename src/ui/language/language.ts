import { type Messages, setMessages } from '../../core/language/t';
import { readSetting, writeSetting } from '../settings';

/** Languages of the page, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** Loads the texts of each language but English, whose texts stand in the code. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Messages>>> = {
  de: () => import('./german').then(({ GERMAN }) => GERMAN),
};

/**
 * Returns the language of the page: that of the address (`?lang=de`), else the one chosen before,
 * else the first of the browser's languages that the page has, else English.
 */
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  const candidates = [asked, readSetting('language'), ...navigator.languages];
  for (const candidate of candidates) {
    const language = languageOf(candidate ?? '');
    if (language !== null) return language;
  }
  return 'en';
}

/** Returns the language of a tag such as `de-AT`. Null if the page does not have it. */
function languageOf(tag: string): Language | null {
  const name = tag.toLowerCase().replace(/-.*$/, '');
  return (Object.keys(LANGUAGES) as Language[]).find((language) => language === name) ?? null;
}

/**
 * Loads the texts of the page's language, then calls `open`; at once for English, whose texts are
 * in the code. If the texts do not arrive, the page opens in English.
 */
export async function openInLanguage(open: () => void): Promise<void> {
  const language = chosenLanguage();
  if (language !== 'en') {
    await CATALOGUES[language]().then(
      (messages) => {
        setMessages(messages);
        document.documentElement.lang = language;
      },
      () => undefined,
    );
  }
  open();
}

/**
 * Stores the language for the next visits and loads the page again in it. If the browser refuses
 * to store it, the address holds it.
 */
export function changeLanguage(language: Language): void {
  const isStored = writeSetting('language', language);
  const address = new URL(location.href);
  if (isStored) address.searchParams.delete('lang');
  else address.searchParams.set('lang', language);
  history.replaceState(history.state, '', address);
  location.reload();
}
