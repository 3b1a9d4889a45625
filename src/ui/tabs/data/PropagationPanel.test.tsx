// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { NodeChange, Propagation } from '../../../core/site/propagation';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { click, mount, pressKey, unmountAll } from '../../fixtures/mount';
import { PropagationPanel } from './PropagationPanel';

afterEach(unmountAll);

const node = (
  name: string,
  changed: number,
  changeRms: number,
  flips: number,
  nonFinite = 0,
): NodeChange => ({
  ...{ node: name, kind: 'dense', numValues: 100, changed, flips, nonFinite },
  ...{ faultFreeRms: 1, changeRms, largestChange: 2 * changeRms },
});
const PROPAGATION: Propagation = {
  ...{ sample: 4, ber: 1e-3, trial: 2, label: 3, before: 3, after: 8, flips: 41 },
  nodes: [node('fc-1', 0, 0, 40), node('fc-2', 10, 0.1, 1), node('fc-3', 100, 0.01, 0, 2)],
};

function show(propagation: Propagation | null = PROPAGATION) {
  const names = Array.from({ length: 10 }, (_, digit) => String(digit));
  const mounted = mount(<PropagationPanel sample={4} classNames={names} kind="digits" />, FIXTURE_BUSY);
  act(() => mounted.store.setState({ propagation }));
  const slider = mounted.host.querySelector<HTMLElement>('[role=slider]')!;
  const press = (key: string) =>
    act(() => {
      slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
  const button = (name: string) =>
    [...mounted.host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  return { ...mounted, slider, press, button };
}

it('draws both marks of each layer at their places, and 0 below the axis', () => {
  const { host } = show();
  const dots = [...host.querySelectorAll('.propagation-share circle')].map((dot) =>
    ['cx', 'cy'].map((name) => Number(dot.getAttribute(name))),
  );
  // The plot is 880 - 62 - 112 px wide and has three columns. 1 is at 60 px, 0.01 at 296, 0 at 314.
  const column = (880 - 62 - 112) / 3;
  for (const [index, cy] of [314, 178, 60].entries()) {
    expect(dots[index]![0]).toBeCloseTo(62 + (index + 0.5) * column, 1);
    expect(dots[index]![1]).toBeCloseTo(cy, 1);
  }
  const sizes = [...host.querySelectorAll('.propagation-size path:not(.propagation-line)')];
  expect(sizes.map((mark) => Number(/M\S+ (\S+)l/.exec(mark.getAttribute('d')!)![1]) + 5.6)).toEqual([
    314, 178, 296,
  ]);
  expect(host.querySelectorAll('.propagation-overflow').length).toBe(1);
  expect(host.querySelectorAll('.propagation-struck').length).toBe(3);
});

it('draws the flipped bits of each layer as a bar with its number, in proportion', () => {
  const { host } = show();
  const bars = [...host.querySelectorAll('.propagation-flips rect')].map((bar) =>
    ['y', 'height'].map((name) => Number(bar.getAttribute(name))),
  );
  // The bars stand on 44 px, 26 px for the most flips; one bit of 40 is drawn 1 px high.
  expect(bars).toEqual([
    [18, 26],
    [43, 1],
  ]);
  const numbers = [...host.querySelectorAll('.propagation-flips .tick')].map((text) => text.textContent);
  expect(numbers).toEqual(['40', '1', '0']);
});

it('speaks the layer under the keys, which stop at the ends', () => {
  const { slider, press } = show();
  const spoken = () => slider.getAttribute('aria-valuetext')!;
  expect(spoken()).toBe(
    'fc-2: 10 of 100 values changed (10.00 %), by 0.1 times their RMS, at most 0.2; 1 bit flips here',
  );
  press('ArrowRight');
  press('ArrowRight');
  expect(spoken()).toMatch(/^fc-3: 100 of 100 .*2 NaN or infinite$/);
  press('Home');
  expect(spoken()).toBe('fc-1: none of 100 values changed; 40 bits flip here');
  press('ArrowLeft');
  expect(spoken()).toMatch(/^fc-1/);
  press('End');
  expect(spoken()).toMatch(/^fc-3/);
});

it('lets faults strike the chosen layer alone, then all layers again', () => {
  const { store, press, button } = show();
  press('End');
  expect(button('Faults in all layers')).toBeUndefined();
  click(button('Faults in fc-3 alone'));
  expect(store.getState().spec.layers).toEqual(['fc-3']);
  act(() => store.setState({ propagation: PROPAGATION }));
  expect(button('Faults in fc-3 alone')).toBeUndefined();
  click(button('Faults in all layers'));
  expect(store.getState().spec.layers).toEqual(['fc-1', 'fc-2', 'fc-3']);
});

it('has the numbers of the figure as a table', () => {
  const { host, button } = show();
  expect(host.querySelector('table')).toBeNull();
  click(button('Table'));
  const rows = [...host.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
  expect(rows[1]).toEqual(['fc-2', '1', '100', '10', '10.00', '0.1', '0.2', '0']);
  expect(rows.length).toBe(3);
});

it('follows its sample while it is shown, and says so before there is a result', () => {
  const { host, store } = show(null);
  expect(store.getState().followed).toBe(4);
  expect(host.textContent).toContain('Following the faults');
  unmountAll();
  expect(store.getState().followed).toBeNull();
});

it('opens and closes its table with the key T', () => {
  const { host } = show();
  pressKey('t');
  expect(host.querySelectorAll('tbody tr').length).toBe(3);
  pressKey('t');
  expect(host.querySelector('table')).toBeNull();
});

it('says where devices may differ by a value, only if values are stored as words', () => {
  const { host, store } = show();
  expect(host.textContent).not.toContain('Another device');
  act(() =>
    store.setState({
      spec: { ...store.getState().spec, structures: ['activations'] },
      propagation: PROPAGATION,
    }),
  );
  expect(host.textContent).toContain('Another device may count a value more or fewer');
});
