import { useEffect, useRef } from 'react';
import { readSetting, writeSetting } from '../settings';

/** Actions by their keys. */
type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Returns true if single letters are shortcuts. Readers who dictate or type by accident can turn
 * them off (WCAG 2.1.4).
 */
export function hotkeysEnabled(): boolean {
  return readSetting('hotkeys') !== 'off';
}

/** Turns single-letter shortcuts on or off; the browser keeps the choice. */
export function setHotkeysEnabled(enabled: boolean): void {
  writeSetting('hotkeys', enabled ? 'on' : 'off');
}

/** Returns true if letters are text for the target of a key press. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
  );
}

/**
 * Returns the action of a key press. Undefined while text is typed, and with any modifier but
 * Shift. Escape acts even if shortcuts are off.
 */
function hotkeyAction(event: KeyboardEvent, actions: Hotkeys, enabled: boolean): Hotkeys[string] | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
    return undefined;
  if (isTyping(event.target) || (!enabled && event.key !== 'Escape')) return undefined;
  return actions[event.key.toLowerCase()];
}

/**
 * Runs actions on key presses in the window while mounted. Keys are in lower case: `r`, `?`,
 * `escape`. While a dialog is open, no action runs.
 */
export function useHotkeys(actions: Hotkeys): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return;
      hotkeyAction(event, latest.current, hotkeysEnabled())?.(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
