// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { setMessages } from '../../core/language/t';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { rich } from './rich';

afterEach(() => {
  setMessages(null);
  unmountAll();
});

it('draws elements where the language puts them', () => {
  const part = () => <p>{rich`Press ${<kbd>t</kbd>} for the ${'table'}`}</p>;
  expect(mount(part(), FIXTURE_BUSY).host.innerHTML).toBe('<p>Press <kbd>t</kbd> for the table</p>');
  setMessages({ 'Press {0} for the {1}': '{1}: <kbd> {0} drücken' });
  expect(mount(part(), FIXTURE_BUSY).host.innerHTML).toBe('<p>table: &lt;kbd&gt; <kbd>t</kbd> drücken</p>');
});
