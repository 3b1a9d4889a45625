import { useState } from 'react';
import { Popup } from '../controls/Popup';
import { Segmented } from '../controls/Segmented';
import { applyTheme, storedTheme, type ThemeChoice } from '../themeChoice';

/** Light, dark, or whatever the system says. */
export function ThemeButton() {
  const [open, setOpen] = useState(false);
  return (
    <Popup title="Theme" label="Theme" open={open} onOpenChange={setOpen}>
      <ThemeChoices />
    </Popup>
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
      ]}
      onChange={(next) => {
        applyTheme(next);
        setChoice(next);
      }}
    />
  );
}
