import { useState } from 'react';
import { Popup } from '../controls/Popup';
import { Segmented } from '../controls/Segmented';
import { applyTheme, storedTheme, type ThemeChoice } from '../themeChoice';

/** Selects the theme: light, dark, that of the system, or large and high in contrast. */
export function ThemeButton() {
  const [open, setOpen] = useState(false);
  return (
    <Popup title="Theme" label={<ThemeIcon />} open={open} onOpenChange={setOpen}>
      <ThemeChoices />
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
      <span className="sr-only">Theme</span>
    </>
  );
}

function ThemeChoices() {
  const [choice, setChoice] = useState<ThemeChoice>(storedTheme);
  return (
    <Segmented
      label="Theme"
      showLabel
      value={choice}
      options={[
        ['system', 'System'],
        ['light', 'Light'],
        ['dark', 'Dark'],
        ['projector', 'Projector'],
      ]}
      onChange={(next) => {
        applyTheme(next);
        setChoice(next);
      }}
    />
  );
}
