// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { AdvancedPanel } from './AdvancedPanel';

afterEach(unmountAll);

const show = (change: Partial<ExperimentSpec> = {}) =>
  mount(<AdvancedPanel />, { ...FIXTURE_BUSY, spec: { ...FIXTURE_BUSY.spec, ...change } });
const bits = (host: HTMLElement) => [...host.querySelectorAll<HTMLElement>('.bit')];
const button = (host: HTMLElement, text: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === text);
const SIXTEEN = { integerBits: 8, fractionBits: 8 };

it('toggles bit positions from the sign, and keeps the last one on', () => {
  const { host, store } = show();
  const bitPositions = () => store.getState().spec.bitPositions;
  expect(bits(host).map((bit) => bit.textContent)).toEqual(['s', '1', '2', '3', '4', '5', '6', '7']);
  click(bits(host)[7]);
  expect(bitPositions()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  click(bits(host)[7]);
  expect(bitPositions()).toBeNull();
  click(button(host, 'Sign only'));
  expect(bitPositions()).toEqual([0]);
  click(bits(host)[0]);
  expect(bitPositions()).toEqual([0]);
  click(bits(host)[1]);
  expect(bitPositions()).toEqual([0, 1]);
  click(button(host, 'All bits'));
  expect(bitPositions()).toBeNull();
});

it('calls bit 0 the top one where some words have no sign', () => {
  const { host } = show({ structures: ['activations'], reluWords: 'unsigned' });
  expect(bits(host)[0]!.getAttribute('aria-label')).toBe('Bit 0, the top');
  expect(host.textContent).toContain('counted from the top');
  expect(button(host, 'Top only')).toBeDefined();
});

it('offers the positions that all words have, and tells of wider words', () => {
  const { host, store } = show({ structures: ['weights', 'activations'], activationFormat: SIXTEEN });
  expect(bits(host).length).toBe(8);
  expect(host.textContent).toContain('their bits beyond 7 flip only under “All bits”');
  // All positions of the narrower word are not all bits of the wider one.
  click(bits(host)[3]);
  click(bits(host)[3]);
  expect(store.getState().spec.bitPositions).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('offers the sampling rule only where it applies, and says where it does not', () => {
  const rule = (host: HTMLElement) => host.textContent!.includes('How many bits flip');
  const note = (host: HTMLElement) => /Each bit of activations still flips by chance/.test(host.textContent!);
  const count = { sampling: 'count' } as const;
  const weights = show(count).host;
  const both = show({ ...count, structures: ['weights', 'activations'] }).host;
  const activations = show({ ...count, structures: ['activations'] }).host;
  expect([weights, both, activations].map(rule)).toEqual([true, true, false]);
  expect([weights, both, activations].map(note)).toEqual([false, true, false]);
});
