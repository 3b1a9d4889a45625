import { afterEach, expect, it } from 'vitest';
import { setMessages, t } from '../../core/language/t';
import { FIXTURE_BUSY } from '../../ui/fixtures/explorer';
import type { ExplorerState } from '../state';
import { exportedSeries } from './exportedSeries';
import { selectSeries } from './seriesSelectors';

afterEach(() => setMessages(null));

it.each([
  ['structures', ['weights', 'activations', 'weights and activations']],
  ['explore', ['LeNetFC, Q2.6 weights']],
] as const)('labels of files are English on a page in another language: %s', (tab, labels) => {
  setMessages({ weights: 'Gewichte', activations: 'Aktivierungen', '{0} and {1}': '{0} und {1}' });
  const state: ExplorerState = { ...FIXTURE_BUSY, view: { ...FIXTURE_BUSY.view, tab } };
  // The page shows its own language; a memory of these labels must not reach a file.
  if (tab === 'structures') expect(selectSeries(state)[0]!.label).toBe('Gewichte');
  const written = exportedSeries(state);
  expect(written.length).toBeGreaterThan(0);
  for (const { label } of written) expect(labels).toContain(label);
  expect(t`weights`).toBe('Gewichte');
});
