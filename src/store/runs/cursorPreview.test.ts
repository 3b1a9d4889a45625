import { expect, it, vi } from 'vitest';
import type { Injection } from '../../core/site/injection';
import type { Preview } from '../../core/site/preview';
import type { EngineKeeper } from '../engine/engineKeeper';
import { fakeExplorer, noticeTexts } from '../explorer.fake';
import { createCursorPreview } from './cursorPreview';

/**
 * Creates a store with the cursor at trial 3 of BER 1e-4, and an engine with `numSamples` samples.
 * The test answers its previews.
 */
function open(numSamples = 10_000) {
  const store = fakeExplorer('#/x?v=1&n=8&b=1e-4,1e-2', []);
  store.getState().setView({ cursorBer: 1e-4, trial: 3 });
  const asked: Injection[] = [];
  let settle: { resolve(preview: Preview): void; reject(error: Error): void };
  const engine = {
    assets: { numSamples },
    preview(injection: Injection) {
      asked.push(injection);
      return new Promise<Preview>((resolve, reject) => {
        settle = { resolve, reject };
      });
    },
  };
  const session = { engineFor: vi.fn((): typeof engine | undefined => engine) };
  const show = createCursorPreview(store, { session } as unknown as EngineKeeper);
  /** Answers the newest request. All microtasks that follow have run when this returns. */
  const answer = async (error?: Error) => {
    const { ber, trial } = asked.at(-1)!;
    if (error === undefined) settle.resolve({ ber, trial, flips: 3, images: [] });
    else settle.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, session, asked, show, answer, preview: () => store.getState().preview };
}

it('asks for the trial and the rate under the cursor, of the experiment’s own patterns', async () => {
  const { store, asked, show, answer, preview } = open();
  show();
  const { seed, sampling, rateCoupling, layers } = store.getState().spec;
  expect(asked).toMatchObject([{ ber: 1e-4, trial: 3, seed, sampling, rateCoupling, site: { layers } }]);
  await answer();
  expect(preview()).toEqual({ ber: 1e-4, trial: 3, flips: 3, images: [] });
});

it('runs on the samples that the page has thumbnails of, or on all of a smaller set', () => {
  const numSamples = (ofSet: number) => {
    const { asked, show } = open(ofSet);
    show();
    return asked[0]!.numSamples;
  };
  expect([numSamples(10_000), numSamples(50)]).toEqual([200, 50]);
});

it('asks for the newest place of the cursor once the question before is answered, and for none between', async () => {
  const { store, asked, show, answer, preview } = open();
  show();
  for (const trial of [4, 5]) {
    store.getState().setView({ trial });
    show();
  }
  expect(asked).toHaveLength(1);
  await answer();
  expect(asked.map(({ trial }) => trial)).toEqual([3, 5]);
  await answer();
  expect(preview()).toMatchObject({ trial: 5 });
});

it('shows nothing of an experiment that has become another meanwhile', async () => {
  const { store, show, answer, preview } = open();
  show();
  store.getState().setSettings({ seed: 8 });
  await answer();
  expect(preview()).toBeNull();
  // A change of the number of trials keeps the experiment.
  show();
  store.getState().setSettings({ trials: 9 });
  await answer();
  expect(preview()).toMatchObject({ trial: 3 });
});

it('asks for nothing while the experiment’s assets are not open, and once they are', () => {
  const { session, asked, show } = open();
  session.engineFor.mockReturnValueOnce(undefined);
  show();
  expect(asked).toEqual([]);
  show();
  expect(asked).toHaveLength(1);
});

it('says what failed, unless the device is gone or the pool was replaced', async () => {
  const { store, show, answer } = open();
  for (const name of ['BackendError', 'AbortError']) {
    show();
    await answer(Object.assign(new Error('Lost'), { name }));
  }
  expect(noticeTexts(store)).toEqual([]);
  show();
  await answer(new Error('No such layer'));
  expect(noticeTexts(store)).toEqual(['No such layer']);
  // The next successful preview removes the notice.
  show();
  await answer();
  expect(noticeTexts(store)).toEqual([]);
});
