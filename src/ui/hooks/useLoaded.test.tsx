// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_FIRST } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { useLoaded, useLoading } from './useLoaded';

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

it('loads again when the browser is back online, until it has succeeded', async () => {
  const load = vi.fn(async () => 'runs').mockRejectedValueOnce(new TypeError('offline'));
  const { host } = mount(<Reader load={load} isWanted />, FIXTURE_FIRST);
  await act(async () => {});
  expect([host.textContent, load.mock.calls.length]).toEqual(['nothing', 1]);
  await goOnline();
  expect([host.textContent, load.mock.calls.length]).toEqual(['runs', 2]);
  await goOnline();
  expect(load).toHaveBeenCalledTimes(2);
});

function Asker({ load }: Pick<ReaderProps, 'load'>) {
  const { loaded, hasFailed, retry } = useLoading(load, true);
  return (
    <button type="button" onClick={retry}>
      {loaded ?? (hasFailed ? 'failed' : 'loading')}
    </button>
  );
}

it('reports a failure, and loads again on request, one attempt at a time', async () => {
  let succeed = (_: string) => {};
  const load = vi
    .fn(() => new Promise<string>((resolve) => (succeed = resolve)))
    .mockRejectedValueOnce(new TypeError('offline'));
  const { host } = mount(<Asker load={load} />, FIXTURE_FIRST);
  expect(host.textContent).toBe('loading');
  await act(async () => {});
  expect([host.textContent, load.mock.calls.length]).toEqual(['failed', 1]);
  const press = () => act(async () => host.querySelector('button')!.click());
  await press();
  await press();
  expect(load).toHaveBeenCalledTimes(2);
  await act(async () => succeed('here'));
  expect(host.textContent).toBe('here');
  await press();
  expect(load).toHaveBeenCalledTimes(2);
});
