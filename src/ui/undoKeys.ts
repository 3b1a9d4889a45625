import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../store/state';
import { createUndo } from '../store/undo';
import { isTyping } from './hooks/useHotkeys';

/**
 * Undoes a change of the settings with Ctrl+Z (on a Mac with the command key), and redoes it with
 * Shift+Ctrl+Z or Ctrl+Y. Fields with text and dialogs keep these keys.
 */
export function listenForUndo(store: StoreApi<Explorer>): void {
  const { undo, redo } = createUndo(store);
  window.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    if ((key !== 'z' && key !== 'y') || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  });
}
