import { useEffect, useRef } from 'react';
import { readSetting, writeSetting } from '../settings';

/** Whether single letters act: a reader who dictates or types by accident can turn them off (WCAG 2.1.4). */
export function hotkeysEnabled(): boolean {
  return readSetting('hotkeys') !== 'off';
}

export function setHotkeysEnabled(enabled: boolean): void {
  writeSetting('hotkeys', enabled ? 'on' : 'off');
}

/** True where a letter is text and not a command. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
  );
}

/** The action of a key press, if it is one: no modifier but Shift, not typing. Escape works whatever the reader chose. */
function hotkeyAction(
  event: KeyboardEvent,
  actions: Readonly<Record<string, () => void>>,
  enabled: boolean,
): (() => void) | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
    return undefined;
  if (isTyping(event.target) || (!enabled && event.key !== 'Escape')) return undefined;
  return actions[event.key.toLowerCase()];
}

/** Listens on the window while mounted. Keys are in lower case: `r`, `?`, `escape`. An open dialog has all keys to itself. */
export function useHotkeys(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return;
      hotkeyAction(event, latest.current, hotkeysEnabled())?.();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
