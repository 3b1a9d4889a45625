// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { useStoredPaper } from './useStoredPaper';

afterEach(unmountAll);

function Page() {
  useStoredPaper();
  return null;
}

it('loads the paper’s runs for draws that are independent at each rate, and for no others', async () => {
  const addStored = vi.fn();
  const { store } = mount(<Page />, FIXTURE_BUSY, { addStored });
  await act(() => import('../../../experiment/paper/storedPaper'));
  expect(addStored).not.toHaveBeenCalled();
  act(() => store.getState().setSettings({ rateCoupling: 'independent' }));
  await act(() => import('../../../experiment/paper/storedPaper'));
  await vi.waitFor(() => expect(addStored).toHaveBeenCalledTimes(1));
  expect(addStored.mock.calls[0]![0].length).toBeGreaterThan(0);
});
