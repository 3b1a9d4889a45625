/** Keys of preferences and answers that the browser keeps. None of them affects a result. */
type SettingKey = 'theme' | 'language' | 'hotkeys' | 'class' | 'doneSound' | `lesson.${string}`;

const PREFIX = 'ares-explorer.';

/**
 * Returns the stored text. Null if there is none or the browser forbids storage, as in a sandboxed
 * frame.
 */
export function readSetting(key: SettingKey): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/**
 * Stores a preference for the next visit; it already applies to this one. Returns false if storage
 * is forbidden or full.
 */
export function writeSetting(key: SettingKey, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}
