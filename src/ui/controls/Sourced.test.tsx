// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { Sourced } from './Sourced';

afterEach(unmountAll);

async function focus(source: 'live' | 'stored', trials: number) {
  const { host } = mount(
    <Sourced source={source} trials={trials}>
      10.8 %
    </Sourced>,
    FIXTURE_BUSY,
  );
  const button = host.querySelector('button')!;
  expect(host.textContent).toBe('10.8 %');
  await act(async () => button.focus());
  await vi.waitFor(() => expect(host.querySelector('[role=tooltip]')).not.toBeNull());
  return { host, button, tip: host.querySelector('[role=tooltip]')! };
}

it('says of a live number where, how often and on which samples it was measured', async () => {
  const { button, tip } = await focus('live', 12);
  expect(tip.textContent).toBe(
    'Measured live on this device (WASM SIMD). 12 trials at each rate; each bit flips by chance; higher rates keep these flips and add more; seed 00000007; all 1,000 images.',
  );
  expect(button.getAttribute('aria-describedby')).toBe(tip.id);
});

it('names the recorded run of a stored number', async () => {
  const { tip } = await focus('stored', 150);
  expect(tip.textContent).toMatch(/^Recorded run: made up for tests\. 150 trials at each rate; /);
});

it('hides on Escape, which then stops nothing, and when the focus leaves', async () => {
  const { host, button } = await focus('live', 12);
  const outer = vi.fn();
  host.addEventListener('keydown', outer);
  document.addEventListener('keydown', outer);
  await act(async () => {
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  document.removeEventListener('keydown', outer);
  expect(host.querySelector('[role=tooltip]')).toBeNull();
  await act(async () => button.blur());
  await act(async () => button.focus());
  expect(host.querySelector('[role=tooltip]')).not.toBeNull();
  await act(async () => button.blur());
  expect(host.querySelector('[role=tooltip]')).toBeNull();
});
