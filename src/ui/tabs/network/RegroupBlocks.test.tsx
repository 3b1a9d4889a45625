// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { specOfModel } from '../../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { RegroupBlocks } from './RegroupBlocks';

afterEach(unmountAll);

function show() {
  const spec = specOfModel('cf-vgg', DEFAULT_SPEC);
  const { store, host } = mount(<RegroupBlocks />, { ...FIXTURE_BUSY, spec });
  const start = (layer: string) => host.querySelector(`[aria-label="A block starts at ${layer}"]`);
  const names = () => [...host.querySelectorAll<HTMLInputElement>('.text')].map(({ value }) => value);
  const type = (index: number, name: string) => {
    const field = host.querySelectorAll<HTMLInputElement>('.text')[index]!;
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, name);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    act(() => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
  };
  return { host, start, names, type, blocks: () => store.getState().view.blocks };
}

it('starts with the suggested blocks, and each layer that starts one is checked', () => {
  const { names, start, blocks } = show();
  expect(names()).toEqual(['lb-1', 'lb-2', 'lb-3', 'lb-4', 'fc-1', 'fc-2']);
  expect(start('conv-2-1')).toHaveProperty('checked', true);
  expect(start('conv-2-2')).toHaveProperty('checked', false);
  expect(start('conv-1-1')).toHaveProperty('disabled', true);
  expect(blocks()).toBe('');
});

it('merges, splits and renames blocks, and back to the suggested ones', () => {
  const { host, names, start, type, blocks } = show();
  click(start('conv-2-1'));
  expect(blocks()).toBe('lb-1:conv-1-1,lb-3:conv-3-1,lb-4:conv-4-1,fc-1:fc-1,fc-2:fc-2');
  click(start('conv-3-2'));
  expect(names()).toEqual(['lb-1', 'lb-3', 'conv-3-2', 'lb-4', 'fc-1', 'fc-2']);
  type(2, 'Mitte');
  expect(blocks()).toContain('Mitte:conv-3-2,');
  click([...host.querySelectorAll<HTMLElement>('input[type=radio]')][0]);
  expect(blocks()).toBe('');
});

it('has no link of its own for blocks that are the suggested ones again', () => {
  const { start, blocks } = show();
  click(start('fc-2'));
  expect(blocks()).not.toBe('');
  click(start('fc-2'));
  expect(blocks()).toBe('');
});

it('refuses a name that a layer outside of the block has', () => {
  const { host, type, blocks } = show();
  type(0, 'conv-2-2');
  expect(blocks()).toBe('');
  expect(host.querySelector('[role=alert]')!.textContent).toBe(
    'Cannot use blocks "conv-2-2": expected a name that no layer outside the block has',
  );
});
