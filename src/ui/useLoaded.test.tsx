// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_FIRST } from './fixtures/explorer';
import { mount, unmountAll } from './fixtures/mount';
import { useLoaded } from './useLoaded';

afterEach(unmountAll);

interface ReaderProps {
  readonly load: () => Promise<string>;
  readonly isWanted: boolean;
}

function Reader({ load, isWanted }: ReaderProps) {
  return useLoaded(load, isWanted) ?? 'nothing';
}

const goOnline = () => act(async () => void window.dispatchEvent(new Event('online')));

it('loads nothing that is not wanted', async () => {
  const load = vi.fn(async () => 'runs');
  const { host } = mount(<Reader load={load} isWanted={false} />, FIXTURE_FIRST);
  await goOnline();
  expect([host.textContent, load.mock.calls.length]).toEqual(['nothing', 0]);
});

it('loads again once the network is back, and no more when it has what it wanted', async () => {
  const load = vi.fn(async () => 'runs').mockRejectedValueOnce(new TypeError('offline'));
  const { host } = mount(<Reader load={load} isWanted />, FIXTURE_FIRST);
  await act(async () => {});
  expect([host.textContent, load.mock.calls.length]).toEqual(['nothing', 1]);
  await goOnline();
  expect([host.textContent, load.mock.calls.length]).toEqual(['runs', 2]);
  await goOnline();
  expect(load).toHaveBeenCalledTimes(2);
});
