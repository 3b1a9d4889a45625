import { expect, test, vi } from 'vitest';
import { engineAtRest, fakeExplorer, finished, SMALL, setUpWorkers } from '../../store/explorer.fake';
import { createSession, type FrameChannel } from './embedSession';

const workers = setUpWorkers();

/** Makes channels of one site: each hears what the others post. */
function makeSite() {
  const listeners: { readonly owner: object; readonly listen: (event: MessageEvent) => void }[] = [];
  return (): FrameChannel => {
    const owner = {};
    return {
      addEventListener: (_, listen) => listeners.push({ owner, listen }),
      postMessage: (data) => {
        for (const one of listeners) if (one.owner !== owner) one.listen({ data } as MessageEvent);
      },
    };
  };
}

const frame = (channel: FrameChannel) => {
  const store = fakeExplorer(SMALL, workers);
  store.setState({ engine: { kind: 'idle' } });
  return { store, session: createSession(store, channel) };
};

test('no engine starts before the first touch, whatever is shown', async () => {
  const { session, store } = frame(makeSite()());
  session.setShown(false);
  session.setShown(true);
  store.getState().setView({ cursorBer: 1e-2 });
  store.getState().commitCursor();
  await engineAtRest(workers);
  expect(workers).toEqual([]);
  expect(store.getState().engine.kind).toBe('idle');
  session.touch();
  await finished(store);
  expect(workers).toHaveLength(1);
});

test('a frame that is touched takes the engine from the others, which keep their results', async () => {
  const channel = makeSite();
  const [first, second] = [frame(channel()), frame(channel())];
  first.session.touch();
  await finished(first.store);
  const { measured } = first.store.getState();
  second.session.touch();
  await finished(second.store);
  expect(first.session.phase.getState().phase).toBe('yielded');
  expect(second.session.phase.getState().phase).toBe('live');
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  expect(first.store.getState().engine.kind).toBe('idle');
  expect(first.store.getState().measured).toBe(measured);
  first.session.touch();
  await vi.waitFor(() => expect(first.store.getState().engine.kind).toBe('ready'));
  expect(second.session.phase.getState().phase).toBe('yielded');
});

test('an engine that is starting when another frame takes over is terminated', async () => {
  const channel = makeSite();
  const [first, second] = [frame(channel()), frame(channel())];
  first.session.touch();
  second.session.touch();
  await finished(second.store);
  await engineAtRest(workers);
  expect(first.store.getState().engine.kind).toBe('idle');
  expect(workers.filter(({ isTerminated }) => !isTerminated)).toHaveLength(1);
});
