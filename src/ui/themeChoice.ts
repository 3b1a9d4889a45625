import { readSetting, writeSetting } from './settings';

const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export function storedTheme(): ThemeChoice {
  const stored = readSetting('theme');
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
}

/** Puts the choice on the root element, where theme.css reads it, and keeps it for the next visit. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  writeSetting('theme', choice);
}
