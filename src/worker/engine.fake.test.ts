import { expect, it } from 'vitest';
import { FakeEngineWorker } from './engine.fake';
import type { Reply } from './protocol';

/** A fake worker that delays the answer to its first request. */
function asked() {
  const worker = new FakeEngineWorker();
  const replies: Reply[] = [];
  worker.listen((reply) => replies.push(reply));
  worker.hold = true;
  worker.post({ id: 1, name: 'origins', argument: 4 });
  return { worker, replies };
}

it('answers once it is released (control)', () => {
  const { worker, replies } = asked();
  worker.release();
  expect(replies).toEqual([{ kind: 'done', id: 1, result: [] }]);
});

it('says nothing more once it is terminated', async () => {
  const { worker, replies } = asked();
  worker.terminate();
  worker.release();
  worker.post({ id: 2, name: 'start', argument: 'auto' });
  worker.lose();
  await Promise.resolve();
  expect(replies).toEqual([]);
});
