// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { makeFixtureStore } from '../fixtures/fixtureStore';
import { ExplorerContext } from '../hooks/useExplorer';
import { EarlySettingsContext, LazySettings } from './LazySettings';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

it('shows the settings of the HTML until their script is here, unless the experiment has become another', async () => {
  const store = makeFixtureStore(FIXTURE_BUSY);
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  const nodes = [document.createTextNode('as the HTML has them')];
  act(() =>
    root.render(
      <EarlySettingsContext value={{ nodes }}>
        <ExplorerContext value={store}>
          <LazySettings />
        </ExplorerContext>
      </EarlySettingsContext>,
    ),
  );
  expect(host.textContent).toBe('as the HTML has them');
  expect(host.querySelector('[inert]')).not.toBeNull();
  act(() => store.getState().setSettings({ seed: 8 }));
  expect(host.textContent).toBe('The settings are loading.');
  await vi.waitFor(() => expect(host.textContent).toContain('Reset everything'));
  expect(host.textContent).not.toContain('loading');
  act(() => root.unmount());
});
