/** Keys of what one reader prefers on one machine. Nothing that decides a result is kept here. */
type SettingKey = 'theme' | 'hotkeys';

const PREFIX = 'ares-explorer.';

/** The stored text, or null: also where the browser forbids storage, as in a sandboxed frame. */
export function readSetting(key: SettingKey): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Keeps a preference for the next visit; where storage is forbidden or full it lasts for this one only. */
export function writeSetting(key: SettingKey, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // The choice is in effect already; that it is not kept harms nothing.
  }
}
