import { expect, test, vi } from 'vitest';
import { engineAtRest, fakeExplorer, finished, SMALL, setUpWorkers } from '../../store/explorer.fake';
import { createSession } from './embedSession';
import { answerHost } from './frameMessages';

const workers = setUpWorkers();

/** Makes a frame of a page, whose messages it records. */
function openFrame() {
  const posted: Record<string, unknown>[] = [];
  const parent = { postMessage: (message: unknown) => posted.push(message as Record<string, unknown>) };
  let listener: (event: MessageEvent) => void = () => {};
  const store = fakeExplorer(SMALL, workers);
  store.setState({ engine: { kind: 'idle' } });
  const session = createSession(store, { postMessage() {}, addEventListener() {} });
  answerHost(store, session, {
    parent,
    addEventListener: (_, listen) => {
      listener = listen;
    },
  });
  const send = (data: unknown, source: unknown = parent) => listener({ data, source } as MessageEvent);
  return { posted, store, session, send };
}

test('is ready with its state, and answers with the id of a request', () => {
  const { posted, send } = openFrame();
  send({ aresExplorer: 1, kind: 'ping', id: 'a' });
  send({ aresExplorer: 1, kind: 'get', id: 2 });
  const state = { link: '#/x?v=1&b=1e-4,0.01&n=2', ber: 1e-3, error: null, source: null, phase: 'still' };
  expect(posted).toEqual([
    { aresExplorer: 1, kind: 'ready', ...state },
    { aresExplorer: 1, kind: 'pong', id: 'a' },
    { aresExplorer: 1, kind: 'state', id: 2, ...state },
  ]);
});

test('a message of anybody but the parent changes and answers nothing', () => {
  const { posted, store, send } = openFrame();
  send({ aresExplorer: 1, kind: 'set', link: '#/x?v=1&t=3.13' }, {});
  send({ aresExplorer: 1, kind: 'ping' }, null);
  expect(store.getState().spec.format).toEqual({ integerBits: 2, fractionBits: 6 });
  expect(posted).toHaveLength(1);
});

test('a link that is set is shown without starting an engine, on the figure of the frame', async () => {
  const { posted, store, send } = openFrame();
  send({ aresExplorer: 1, kind: 'set', id: 1, link: '#/x?v=1&t=3.13&x=0.01&dev=cpu&tab=layers' });
  await engineAtRest(workers);
  expect(workers).toEqual([]);
  const { engine, spec, view } = store.getState();
  expect(engine.kind).toBe('idle');
  expect(spec.format).toEqual({ integerBits: 3, fractionBits: 13 });
  expect(view).toMatchObject({ cursorBer: 0.01, device: 'cpu', tab: 'explore' });
  expect(posted.at(-1)).toMatchObject({ kind: 'state', id: 1, ber: 0.01 });
});

test('a link that the loaded samples do not allow is refused, and nothing changes', async () => {
  const { posted, store, session, send } = openFrame();
  session.touch();
  await finished(store);
  store.setState({ data: { ...store.getState().data!, numSamples: 1000 } });
  const before = store.getState();
  send({ aresExplorer: 1, kind: 'set', id: 1, link: '#/x?v=1&i=5000' });
  expect(posted.at(-1)).toMatchObject({
    kind: 'refused',
    id: 1,
    reasons: [{ field: 'link', reason: expect.stringMatching(/5,?000/) }],
  });
  expect(store.getState().spec).toBe(before.spec);
  expect(store.getState().notices).toEqual(before.notices);
});

test('changes are sent unasked, and a state that stayed the same is not', async () => {
  const { posted, store, session } = openFrame();
  store.getState().setView({ cursorBer: 1e-2 });
  await vi.waitFor(() => expect(posted.at(-1)).toMatchObject({ kind: 'state', ber: 1e-2 }));
  session.touch();
  await finished(store);
  await vi.waitFor(() =>
    expect(posted.at(-1)).toMatchObject({ error: 0.1005, source: 'live', phase: 'live' }),
  );
});
