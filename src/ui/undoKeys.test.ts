// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { fakeExplorer } from '../store/explorer.fake';
import { listenForUndo } from './undoKeys';

const press = (init: KeyboardEventInit, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
const UNDO = { key: 'z', ctrlKey: true };
const REDO = { key: 'Z', ctrlKey: true, shiftKey: true };

it('Ctrl+Z takes settings back one by one, and Shift+Ctrl+Z brings them back until another change', () => {
  const store = fakeExplorer('#/x?v=1', []);
  listenForUndo(store);
  const shown = () => [store.getState().spec.model, store.getState().spec.trials];
  store.getState().setSettings({ trials: 31 });
  store.getState().setView({ cursorBer: 1e-2 });
  store.getState().setSettings({ trials: 31 });
  store.getState().chooseModel('chip-net');
  press(UNDO);
  expect(shown()).toEqual(['lenet-fc', 31]);
  press(UNDO);
  expect(shown()).toEqual(['lenet-fc', 30]);
  press(UNDO);
  expect(shown()).toEqual(['lenet-fc', 30]);
  press(REDO);
  press({ key: 'y', metaKey: true });
  expect(shown()).toEqual(['chip-net', 31]);
  press(UNDO);
  store.getState().setSettings({ trials: 40 });
  press(REDO);
  expect(shown()).toEqual(['lenet-fc', 40]);
  press(UNDO, document.body.appendChild(document.createElement('textarea')));
  press({ key: 'z' });
  expect(shown()).toEqual(['lenet-fc', 40]);
  // What is refused now can be taken back later.
  const { setSettings } = store.getState();
  store.setState({ setSettings: () => {} });
  press(UNDO);
  store.setState({ setSettings });
  press(UNDO);
  expect(shown()).toEqual(['lenet-fc', 31]);
  press(REDO);
  expect(shown()).toEqual(['lenet-fc', 40]);
});
