// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { LayersPanel } from './LayersPanel';

afterEach(unmountAll);

const boxes = (host: HTMLElement) => [...host.querySelectorAll<HTMLInputElement>('input')];
const show = (model: string, change: Partial<ExperimentSpec> = {}) =>
  mount(<LayersPanel />, { ...FIXTURE_BUSY, spec: { ...specOfModel(model, FIXTURE_BUSY.spec), ...change } });

it('shows 54 layers as six blocks that open in place', () => {
  const { host, store } = show('resnet50-mini');
  expect(boxes(host).length).toBe(6);
  click(host.querySelector('.block-toggle'));
  const inside = boxes(host.querySelector('.block-layers')!);
  expect(boxes(host).length).toBe(6 + inside.length);
  click(inside[0]);
  const block = host.querySelector<HTMLInputElement>('.block input')!;
  expect([store.getState().spec.layers.length, block.checked, block.indeterminate]).toEqual([
    53,
    false,
    true,
  ]);
  click(block);
  expect([store.getState().spec.layers.length, block.indeterminate]).toEqual([54, false]);
  click(block);
  expect(store.getState().spec.layers.length).toBe(54 - inside.length);
});

it('keeps the last block on', () => {
  const { host, store } = show('cf-vgg');
  for (const box of boxes(host).slice(1)) click(box);
  expect(store.getState().spec.layers).toEqual(['conv-1-1', 'conv-1-2']);
  expect(boxes(host)[0]!.disabled).toBe(true);
});

it('shows both kernels of a recurrent layer', () => {
  const { host } = show('ti-gru');
  expect([...host.querySelectorAll('.check-shape')][0]!.textContent).toBe('39 × 600200 × 600');
  expect(host.querySelector('.block')).toBeNull();
});

it('counts the words of faulty structures, and names the pools of a layer', () => {
  const { host } = show('lenet-cnn', { structures: ['activations'] });
  expect(host.querySelector('.panel-head')!.textContent).toBe('Layers with faultsactivations');
  const rows = [...host.querySelectorAll('.check')].map((row) => row.textContent);
  // 26² · 32 words; 24² · 32 words and a quarter of them after the pool.
  expect(rows.slice(0, 2)).toEqual(['conv-121,632', 'conv-2pool-123,040']);
  const both = show('ti-gru', { structures: ['weights', 'hiddenState'] }).host;
  expect(both.querySelector('.panel-head')!.textContent).toBe('Layers with faultswords');
  // 239 × 600 weights and 200 hidden values.
  expect(both.querySelector('.check-count')!.textContent).toBe('143,600');
});

it('keeps the only layer with a hidden state on', () => {
  const { host, store } = show('ti-gru', { structures: ['hiddenState'] });
  expect(boxes(host).map((box) => box.disabled)).toEqual([true, false, false]);
  click(boxes(host)[1]);
  expect(store.getState().spec.layers).toEqual(['gru-1', 'fc-2']);
});
