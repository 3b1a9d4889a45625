// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { parseLink } from '../../../experiment/link/link';
import { experimentLink } from '../../../experiment/paper/claims/claim';
import { withOwn } from '../../../store/selectors/measured.fake';
import type { ExplorerState } from '../../../store/state';
import { FIXTURE_BUSY, FIXTURE_STORED, madeUpResults } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { OpenLive } from './OpenLive';

afterEach(unmountAll);

it('says what is there at once and how long the rest takes', () => {
  const link = '#/x?v=1&n=2&i=100&b=1e-4,1e-2';
  const { spec } = parseLink(link);
  // A running sweep would measure another throughput.
  const state = { ...FIXTURE_BUSY, progress: null, storedRuns: [], sampleCosts: { 'lenet-fc': 600 } };
  const textOf = (change: Partial<ExplorerState>, to = link) =>
    mount(<OpenLive link={to} what="it" />, { ...state, ...change }).host.querySelector('small')!.textContent;
  expect(textOf({})).toBe('live in about 4 min');
  expect(textOf({ storedRuns: [{ ...FIXTURE_STORED, spec }] })).toBe(
    'stored results at once, live in about 4 min',
  );
  expect(textOf({ sampleCosts: { 'lenet-fc': 17_750 } })).toBe('live in about 2 h');
  expect(textOf(withOwn({ ...state, spec }, { results: madeUpResults(spec, 2) }))).toBe('already run here');
  expect(textOf({}, '#/x?v=1&m=resnet50')).toBe('time not known yet');
});

it('follows the throughput of this visit', () => {
  const link = experimentLink('chip-net', 'signMagnitude', 'chip');
  const { host, store } = mount(<OpenLive link={link} what="Figure 2" />, FIXTURE_BUSY);
  expect(host.querySelector('a')!.getAttribute('href')).toBe(link);
  expect(host.querySelector('a')!.getAttribute('aria-label')).toBe('Open live: Figure 2');
  expect(host.textContent).toBe('Open live live in about 64 s');
  act(() => store.setState({ sampleCosts: { 'chip-net': 0.05 } }));
  expect(host.textContent).toBe('Open live live in about 4 min');
});
