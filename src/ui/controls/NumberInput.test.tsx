// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { NumberInput } from './NumberInput';

afterEach(unmountAll);

function field() {
  const onCommit = vi.fn();
  const { host } = mount(
    <NumberInput label="Trials" value={30} min={1} max={1000} onCommit={onCommit} />,
    FIXTURE_BUSY,
  );
  const input = host.querySelector('input.number-text') as HTMLInputElement;
  const type = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const press = (key: string) =>
    act(
      () => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    );
  const problem = () => host.querySelector('.problem')?.textContent ?? '';
  return { onCommit, input, type, press, problem };
}

it.each(['0', '1001', '1.5'])('refuses %s with a message, and keeps the typed number', (text) => {
  const { onCommit, input, type, press, problem } = field();
  type(text);
  expect(problem()).toBe('');
  press('Enter');
  expect(problem()).toBe(`Cannot use ${text}: expected a whole number from 1 to 1,000`);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(onCommit).not.toHaveBeenCalled();
});

it('accepts a valid number after a refusal, which disappears at the next input', () => {
  const { onCommit, input, type, press, problem } = field();
  type('0');
  press('Enter');
  type('40');
  expect(problem()).toBe('');
  expect(input.getAttribute('aria-invalid')).toBe('false');
  press('Enter');
  expect(onCommit).toHaveBeenCalledExactlyOnceWith(40);
});

it('drops letters and says why', () => {
  const { onCommit, type, press, problem } = field();
  type('abc');
  expect(problem()).toBe('Cannot use “abc”: expected a whole number from 1 to 1,000');
  press('x');
  expect(problem()).toMatch(/^Cannot use “x”/);
  type('7');
  expect(problem()).toBe('');
  expect(onCommit).not.toHaveBeenCalled();
});
