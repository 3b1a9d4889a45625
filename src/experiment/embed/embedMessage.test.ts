import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLink } from '../link/link';
import { frameMessage, readRequest } from './embedMessage';

test('reads the requests of version 1', () => {
  expect(readRequest({ aresExplorer: 1, kind: 'ping', id: 7 })).toEqual({ kind: 'ping', id: 7 });
  expect(readRequest({ aresExplorer: 1, kind: 'get' })).toEqual({ kind: 'get' });
  const link = '#/x?v=1&t=3.13&x=0.01';
  expect(readRequest({ aresExplorer: 1, kind: 'set', id: 'a', link })).toEqual({
    kind: 'set',
    id: 'a',
    link: parseLink(link),
  });
  expect(frameMessage({ kind: 'pong' })).toEqual({ aresExplorer: 1, kind: 'pong' });
});

test.each([[undefined], [null], ['ping'], [7], [{ kind: 'ping' }], [[]]])(
  'leaves %j of another program alone',
  (data) => expect(readRequest(data)).toBeNull(),
);

test.each([
  [{ aresExplorer: 2, kind: 'ping' }, 'Cannot use aresExplorer 2: expected 1'],
  [{ aresExplorer: 1, kind: 'run' }, 'Cannot use kind "run": expected ping, get or set'],
  [{ aresExplorer: 1 }, 'Cannot use kind undefined: expected ping, get or set'],
  [{ aresExplorer: 1, kind: 'ping', id: {} }, /^Cannot use id an object: expected a number, or text/],
  [{ aresExplorer: 1, kind: 'set', link: { href: 1 } }, 'Cannot use link an object: expected text'],
  [{ aresExplorer: 1, kind: 'set', link: '' }, /^Cannot use link "": expected #.x. and settings$/],
  [{ aresExplorer: 1, kind: 'set', link: '#/x?v=1&theme=dark' }, /^Cannot use theme .*address of the frame/],
  [{ aresExplorer: 1, kind: 'set', link: '#/x?v=1&amp;ui=layers' }, /^Cannot use ui .*address of the frame/],
  [{ aresExplorer: 1, kind: 'set', link: '#/x?v=1&them%65=dark' }, /^Cannot use theme .*of the frame/],
  [{ aresExplorer: 1, kind: 'set', link: '/foo' }, /leads to no experiment/],
])('refuses %j and says why', (data, reason) => {
  const answer = readRequest(data);
  expect(answer).toMatchObject({ kind: 'refused', reasons: [{ reason: expect.stringMatching(reason) }] });
});

test('refuses a link with one bad setting as a whole, with each reason and the id', () => {
  const data = { aresExplorer: 1, kind: 'set', id: 3, link: '#/x?v=1&n=0&t=3.13&seed=7' };
  expect(readRequest(data)).toEqual({
    kind: 'refused',
    id: 3,
    reasons: [
      { field: 'n', found: '0', reason: expect.stringContaining('expected a whole number from 1') },
      { field: 'seed', found: '7', reason: expect.stringContaining('expected 8 hex digits') },
    ],
  });
});

test('never throws, whatever is sent', () => {
  fc.assert(
    fc.property(fc.object({ key: fc.constantFrom('aresExplorer', 'kind', 'id', 'link', 'x') }), (data) => {
      readRequest({ aresExplorer: 1, ...data });
    }),
  );
});
