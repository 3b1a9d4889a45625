import { useState } from 'react';
import { t } from '../../core/language/t';
import { Popup } from '../controls/Popup';
import { Segmented } from '../controls/Segmented';
import { changeLanguage, chosenLanguage, LANGUAGES, type Language } from '../language/language';
import { applyTheme, storedTheme, type ThemeChoice } from '../themeChoice';

/**
 * Selects the theme: light, dark, that of the system, or large and high in contrast. Selects the
 * language too.
 */
export function ThemeButton() {
  const [open, setOpen] = useState(false);
  return (
    <Popup title={t`Theme and language`} label={<ThemeIcon />} open={open} onOpenChange={setOpen}>
      <ThemeChoices />
      <LanguageChoice />
    </Popup>
  );
}

function ThemeIcon() {
  return (
    <>
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
        <circle className="icon-line" cx="8" cy="8" r="6.25" />
        <path className="icon-fill" d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" />
      </svg>
      <span className="sr-only">{t`Theme`}</span>
    </>
  );
}

function ThemeChoices() {
  const [choice, setChoice] = useState<ThemeChoice>(storedTheme);
  return (
    <Segmented
      label={t`Theme`}
      showLabel
      value={choice}
      options={[
        ['system', t`System`],
        ['light', t`Light`],
        ['dark', t`Dark`],
        ['projector', t`Projector`],
      ]}
      onChange={(next) => {
        applyTheme(next);
        setChoice(next);
      }}
    />
  );
}

function LanguageChoice() {
  return (
    <Segmented
      label={t`Language`}
      showLabel
      value={chosenLanguage()}
      options={Object.entries(LANGUAGES) as [Language, string][]}
      onChange={changeLanguage}
    />
  );
}
