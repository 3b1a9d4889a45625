// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { parseQFormat } from '../../core/words/qformat';
import { formatMap } from '../../experiment/formats/formatMap';
import { checkSpec } from '../../experiment/settings/checkSpec';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { FormatPanel } from './FormatPanel';

afterEach(unmountAll);

const show = (change: Partial<ExperimentSpec>, model = 'lenet-fc') =>
  mount(<FormatPanel />, {
    ...FIXTURE_BUSY,
    spec: checkSpec({ ...specOfModel(model, FIXTURE_BUSY.spec), ...change }),
  });
const all = (host: HTMLElement, selector: string) =>
  [...host.querySelectorAll<HTMLElement>(selector)].map(({ textContent }) => textContent);
const button = (host: HTMLElement, text: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === text);

it('shows the type of weights alone at first', () => {
  const { host } = show({});
  expect(all(host, 'h2, h3')).toEqual(['Data type']);
  expect(host.querySelectorAll('.ruler').length).toBe(1);
  expect(all(host, 'dt')).toEqual([
    'Range',
    'Step',
    'Weights clipped',
    'Fault-free error as float',
    'Fault-free error as Q2.6',
  ]);
  expect(all(host, 'dd').slice(3, 5)).toEqual(['1.70\u00a0% of 1,000 images', '1.90\u00a0% of 1,000 images']);
});

it('has no control for the type of weights if only activations are faulty', () => {
  const { host, store } = show({ structures: ['activations'] });
  expect(all(host, 'h2, h3')).toEqual(['Type of activations']);
  expect(all(host, '.panel-head .tabular')).toEqual(['Q5.3 8 bits']);
  expect(host.querySelector('.spread')).toBeNull();
  expect(all(host, 'dt').at(-1)).toBe('Fault-free error as Q5.3');
  expect(all(host, 'dd').slice(0, 3)).toEqual(['−16 to 15.875', '1/8', 'known for weights only']);
  expect(button(host, 'Q3.13')).toBeUndefined();
  expect(store.getState().spec.format).toEqual({ integerBits: 2, fractionBits: 6 });
});

it('has a ruler for each type if both kinds of structures are faulty, and Table 1’s type for activations', () => {
  const { host, store } = show({
    structures: ['weights', 'biases', 'activations'],
    activationFormat: { integerBits: 3, fractionBits: 3 },
  });
  expect(all(host, 'h2, h3')).toEqual(['Data types', 'Weights and biases', 'Activations']);
  expect(all(host, '.panel-head .tabular')).toEqual(['Q2.6 8 bits', 'Q3.3 6 bits']);
  click(button(host, 'Q5.3 paper’s'));
  expect(store.getState().spec).toMatchObject({
    format: { integerBits: 2, fractionBits: 6 },
    activationFormat: { integerBits: 5, fractionBits: 3 },
  });
  expect(all(host, 'dt').at(-1)).toBe('Fault-free error as Q2.6 and Q5.3');
});

it('stores activations after a ReLU without a sign where one wants that, and says what they hold', () => {
  const { host, store } = show({ structures: ['activations'] });
  const range = () => all(host, 'dd')[0];
  const ruler = () => host.querySelector('.ruler')!.getAttribute('aria-label');
  expect(range()).toBe('−16 to 15.875');
  click(host.querySelector('[value=unsigned]'));
  expect(store.getState().spec.reluWords).toBe('unsigned');
  expect(range()).toBe('−16 to 15.875, after ReLU 0 to 31.875');
  expect(ruler()).toContain('one sign bit (after ReLU an integer bit)');
  expect(host.textContent).toContain('Words have no sign bit and one more integer bit');
  act(() => store.getState().setSettings({ layers: ['fc-1'] }));
  expect(range()).toBe('0 to 31.875');
  expect(ruler()).toContain('no sign bit, 5 integer bits');
  expect(host.querySelector('.cell-sign')).toBeNull();
  act(() => store.getState().setSettings({ activationFormat: { integerBits: 1, fractionBits: 1 } }));
  expect(ruler()).toContain('no sign bit, 1 integer bit, 1 fraction bit');
});

it('says where no activation is the output of a ReLU, and asks nothing where none fault', () => {
  const scores = show({ structures: ['activations'], layers: ['fc-3'] }).host;
  expect(scores.querySelector('[value=unsigned]')).toBeNull();
  expect(scores.textContent).toContain('None of these activations is the output of a ReLU');
  expect(show({}).host.textContent).not.toContain('ReLU');
  expect(show({ structures: ['hiddenState'] }, 'ti-gru').host.textContent).not.toContain('ReLU');
});

it('dims bits that may not flip, and drops positions that no word has any more', () => {
  const { host, store } = show({ structures: ['weights'], bitPositions: [0, 13] }, 'ti-gru');
  expect([host.querySelectorAll('.cell').length, host.querySelectorAll('.cell-still').length]).toEqual([
    14, 12,
  ]);
  expect(host.querySelector('.ruler')!.getAttribute('aria-label')).toContain('only bits 0, 13 from the sign');
  click(button(host, 'Q3.13'));
  expect(store.getState().spec.bitPositions).toEqual([0, 13]);
  click(host.querySelector('[aria-label=Less]'));
  expect(store.getState().spec.bitPositions).toEqual([0, 13]);
});

it('has both types where the tab sets weights and activations side by side', () => {
  const view = { ...FIXTURE_BUSY.view, tab: 'structures' } as const;
  const { host } = mount(<FormatPanel />, { ...FIXTURE_BUSY, view });
  expect(all(host, 'h2, h3')).toEqual(['Data types', 'Weights', 'Activations']);
  expect(all(host, 'dt').join()).not.toContain('Error');
});

it('offers the smallest type that a search of this visit found, and says what each costs', () => {
  const cell = (type: string, lost: number) => ({
    ...{ format: parseQFormat(type), wrong: 17 + lost, lost, gained: 0 },
  });
  const map = formatMap('activations', 1000, 17, [cell('Q5.3', 3), cell('Q6.3', 0)]);
  const { host, store } = show({ structures: ['activations'] });
  const search = { structure: 'activations', map, done: 1, total: 2, running: true } as const;
  act(() => store.setState({ typeSearches: { activations: search } }));
  expect(button(host, 'Q6.3 our minimal')).toBeUndefined();
  act(() => store.setState({ typeSearches: { activations: { ...search, done: 2, running: false } } }));
  expect(host.textContent).toContain(
    'Points lost without faults: Q5.3\u00a0+0.30, Q6.3\u00a00 (activations alone, first 1,000 images).',
  );
  click(button(host, 'Q6.3 our minimal'));
  expect(store.getState().spec.activationFormat).toEqual({ integerBits: 6, fractionBits: 3 });
});

it('offers the stored smallest type of a network that ships, with its cost where equally many samples count', async () => {
  const { host, store } = show({ structures: ['activations'], numSamples: 200 }, 'ti-gru');
  await act(() => import('../../experiment/formats/storedTable1'));
  await vi.waitFor(() => expect(host.textContent).toMatch(/Q4\.4\s\+13\.5, Q6\.7\s0 \(activations alone/));
  act(() => store.getState().setSettings({ numSamples: 1000 }));
  expect(host.textContent).toContain('our minimal');
  expect(host.textContent).not.toContain('Points lost');
});

it('offers none for a hidden state or biases, which no search looks at', async () => {
  await import('../../experiment/formats/storedTable1');
  for (const structures of [['hiddenState'], ['biases']] as const) {
    const { host } = show({ structures: [...structures] }, 'ti-gru');
    await act(async () => {});
    expect(host.textContent).not.toContain('our minimal');
  }
});
