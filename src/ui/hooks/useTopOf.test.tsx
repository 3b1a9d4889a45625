// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { useExplorer } from './useExplorer';
import { useTopOf } from './useTopOf';

afterEach(() => {
  unmountAll();
  vi.restoreAllMocks();
});

function Place() {
  useTopOf(useExplorer((state) => state.view.tab));
  return useExplorer((state) => state.view.cursorBer);
}

it('scrolls to the top when the place changes, and at no other time', () => {
  const scrollTo = vi.spyOn(window, 'scrollTo').mockReturnValue(undefined);
  const { store } = mount(<Place />, FIXTURE_BUSY);
  act(() => store.getState().setView({ cursorBer: 1e-2 }));
  expect(scrollTo).not.toHaveBeenCalled();
  act(() => store.getState().setView({ tab: 'paper' }));
  expect(scrollTo).toHaveBeenCalledExactlyOnceWith({ top: 0, behavior: 'instant' });
});
