// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { checkSpec } from '../../experiment/settings/checkSpec';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { StructuresPanel } from './StructuresPanel';

afterEach(unmountAll);

const show = (model: string, change: Partial<ExperimentSpec> = {}) =>
  mount(<StructuresPanel />, {
    ...FIXTURE_BUSY,
    spec: checkSpec({ ...specOfModel(model, FIXTURE_BUSY.spec), ...change }),
  });
const buttons = (host: HTMLElement) => [...host.querySelectorAll<HTMLElement>('.structure')];
const texts = (host: HTMLElement) => buttons(host).map(({ textContent }) => textContent);

it('lists the words and bits of each structure, biases last', () => {
  expect(texts(show('lenet-fc').host)).toEqual([
    'Weights 266K words, 2.13M bits',
    'Activations 410 words, 3.28K bits',
    'Biases 410 words, 3.28K bits',
  ]);
});

it('counts those of the chosen layers and of the bits that may flip', () => {
  const { host, store } = show('lenet-fc', { layers: ['fc-3'], bitPositions: [0] });
  expect(texts(host)).toEqual([
    'Weights 1K words, 1K bits',
    'Activations 10 words, 10 bits',
    'Biases 10 words, 10 bits',
  ]);
  expect(host.textContent).toContain('Only the sign bit of each word may flip.');
  click(host.querySelector('.link-button'));
  expect(store.getState().spec.bitPositions).toBeNull();
  expect(texts(host)[0]).toBe('Weights 1K words, 8K bits');
});

it('offers a hidden state where there is one, and nothing in its place elsewhere', () => {
  expect(texts(show('ti-gru').host)[2]).toBe('Hidden state 200 words, 1.6K bits');
  expect(texts(show('lenet-cnn').host).join()).not.toContain('Hidden');
});

it('accepts any combination and keeps the last structure selected', () => {
  const { host, store } = show('ti-gru');
  const [weights, activations, hidden, biases] = buttons(host);
  const chosen = () => store.getState().spec.structures;
  click(weights);
  expect(chosen()).toEqual(['weights']);
  expect(weights!.getAttribute('aria-disabled')).toBe('true');
  for (const button of [biases, hidden, activations]) click(button);
  expect(chosen()).toEqual(['weights', 'biases', 'activations', 'hiddenState']);
  for (const button of [weights, biases, activations]) click(button);
  expect(chosen()).toEqual(['hiddenState']);
  click(hidden);
  expect(chosen()).toEqual(['hiddenState']);
});

it('offers a lifetime of faults for activations and hidden state only', () => {
  const { host, store } = show('lenet-fc');
  expect(host.querySelector('fieldset')).toBeNull();
  click(buttons(host)[1]);
  expect(host.textContent).toContain('The same bits flip for every image, as in weak memory cells.');
  click(host.querySelector('input[value=transient]'));
  expect(store.getState().spec.lifetime).toBe('transient');
  expect(host.textContent).toContain(
    'Other bits flip for every image. Faults in weights last for the whole trial.',
  );
  click(buttons(host)[0]);
  expect(host.textContent).not.toContain('Those in');
});

it('gives up bit positions that words of a structure do not have', () => {
  // TiGRU has weights of 14 bits and activations of 8.
  const { host, store } = show('ti-gru', { bitPositions: [0, 9] });
  click(buttons(host)[1]);
  expect(store.getState().spec).toMatchObject({ structures: ['weights', 'activations'], bitPositions: [0] });
});

it('is disabled on the tab that compares all structures', () => {
  const view = { ...FIXTURE_BUSY.view, tab: 'structures' } as const;
  const { host, store } = mount(<StructuresPanel />, { ...FIXTURE_BUSY, view });
  expect(buttons(host)).toEqual([]);
  click(host.querySelector('input[value=transient]'));
  expect(store.getState().spec.lifetime).toBe('transient');
});
