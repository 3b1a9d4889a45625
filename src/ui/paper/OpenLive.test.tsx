// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { experimentLink } from '../../experiment/paper/claim';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { OpenLive, waitText } from './OpenLive';

afterEach(unmountAll);

it('says what is there at once and how long the rest takes', () => {
  const cost = { trials: 900, ms: 240_000, hasStored: true };
  expect(waitText(cost)).toBe('stored results at once, live in about 4 min');
  expect(waitText({ ...cost, ms: 7_100_000, hasStored: false })).toBe('live in about 2 h');
  expect(waitText({ ...cost, trials: 0, ms: 0 })).toBe('has run here');
  expect(waitText(null)).toBe('');
});

it('follows the pace of this visit', () => {
  const link = experimentLink('chip-net', 'signMagnitude', 'chip');
  const { host, store } = mount(<OpenLive link={link} what="Figure 2" />, FIXTURE_BUSY);
  expect(host.querySelector('a')!.getAttribute('href')).toBe(link);
  expect(host.querySelector('a')!.getAttribute('aria-label')).toBe('Open live: Figure 2');
  expect(host.textContent).toBe('Open live live in about 64 s');
  act(() => store.setState({ paces: { 'chip-net': 0.05 } }));
  expect(host.textContent).toBe('Open live live in about 4 min');
});
