import { readSetting, writeSetting } from './settings';

const THEME_CHOICES = ['system', 'light', 'dark', 'projector'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export function storedTheme(): ThemeChoice {
  const stored = readSetting('theme');
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
}

/** Shows a theme through an attribute of the root element, which theme.css reads. */
export function showTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** Shows a theme and stores it for the next visit. */
export function applyTheme(choice: ThemeChoice): void {
  showTheme(choice);
  writeSetting('theme', choice);
}
