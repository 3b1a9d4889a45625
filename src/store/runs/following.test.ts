import { expect, it, vi } from 'vitest';
import type { Propagation, PropagationRequest } from '../../core/site/propagation';
import type { EngineKeeper } from '../engine/engineKeeper';
import { fakeExplorer, noticeTexts } from '../explorer.fake';
import { createFollowing } from './following';

/** A store at trial 3 of rate 1e-4, and an engine whose answers the test gives. */
function open() {
  const store = fakeExplorer('#/x?v=1&n=8&b=1e-4,1e-2', []);
  store.getState().setView({ cursorBer: 1e-4, trial: 3 });
  const asked: PropagationRequest[] = [];
  let settle: { resolve(propagation: Propagation): void; reject(error: Error): void };
  const engine = {
    propagate(request: PropagationRequest) {
      asked.push(request);
      return new Promise<Propagation>((resolve, reject) => {
        settle = { resolve, reject };
      });
    },
  };
  const session = { engineFor: vi.fn((): typeof engine | undefined => engine) };
  const follow = createFollowing(store, { session } as unknown as EngineKeeper);
  const answer = async (error?: Error) => {
    const { injection, sample } = asked.at(-1)!;
    const { ber, trial } = injection;
    if (error === undefined)
      settle.resolve({ sample, ber, trial, label: 0, before: 0, after: 0, flips: 3, nodes: [] });
    else settle.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const shown = () => store.getState().propagation?.sample ?? null;
  return { store, session, asked, follow, answer, shown };
}

it('follows the trial at the cursor through the sample that is shown', async () => {
  const { store, asked, follow, answer, shown } = open();
  follow();
  expect(asked).toEqual([]);
  store.setState({ followed: 5 });
  follow();
  expect(asked).toMatchObject([{ sample: 5, injection: { ber: 1e-4, trial: 3 } }]);
  await answer();
  expect(shown()).toBe(5);
});

it('runs the newest request next and none between, and shows nothing of a sample left', async () => {
  const { store, asked, follow, answer, shown } = open();
  for (const followed of [1, 2, 3]) {
    store.setState({ followed });
    follow();
  }
  await answer();
  expect(asked.map(({ sample }) => sample)).toEqual([1, 3]);
  expect(shown()).toBeNull();
  await answer();
  expect(shown()).toBe(3);
});

it('shows nothing of another experiment', async () => {
  const { store, follow, answer, shown } = open();
  store.setState({ followed: 1 });
  follow();
  store.getState().setSettings({ seed: 99 });
  await answer();
  expect(shown()).toBeNull();
});

it('reports a refusal, but neither a lost device nor an abort', async () => {
  const { store, follow, answer } = open();
  store.setState({ followed: 1 });
  for (const name of ['BackendError', 'AbortError', 'RangeError']) {
    follow();
    await answer(Object.assign(new Error(`from ${name}`), { name }));
  }
  expect(noticeTexts(store)).toEqual(['from RangeError']);
});
