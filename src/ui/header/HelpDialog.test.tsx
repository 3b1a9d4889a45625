// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { HelpDialog } from './HelpDialog';

afterEach(unmountAll);

it('lists keys that exist: nine digits for nine tabs, and a letter for the lessons', () => {
  const { host } = mount(<HelpDialog onClose={() => {}} />, FIXTURE_BUSY);
  const keys = new Map(
    [...host.querySelectorAll('.keys > div')].map((row) => [
      row.querySelector('kbd')!.textContent!,
      row.querySelector('dd')!.textContent!,
    ]),
  );
  expect(keys.get('1 – 9')!.split(', ')).toEqual([
    ...['Curve', 'Layers', 'Structures', 'Types', 'Classes', 'Chip', 'Models', 'Data', 'Claims'],
  ]);
  expect(keys.get('0')).toBe('Network');
  expect(keys.get('L')).toBe('Learn');
});
