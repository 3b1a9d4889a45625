import type { Page } from '@playwright/test';
import { expect } from './fixture';

/** What a document has asked of its engine workers since it was opened. */
interface WorkerTraffic {
  readonly asked: number;
  /** Requests that were done or refused. */
  readonly answered: number;
  /** Trials among what was asked. */
  readonly trials: number;
  /** Whether an engine has loaded a network and its data. */
  readonly loaded: boolean;
}

/** Counts the worker traffic of every document that `page` opens from now on. */
export async function watchWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const traffic = { asked: 0, answered: 0, trials: 0, loaded: false };
    Object.assign(globalThis, { workerTraffic: traffic });
    globalThis.Worker = class extends Worker {
      readonly #loads = new Set<number>();

      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          if (data.kind === 'done' || data.kind === 'failed') traffic.answered++;
          if (data.kind === 'done' && this.#loads.has(data.id)) traffic.loaded = true;
        });
      }

      override postMessage(request: { id: number; name: string; argument: readonly unknown[] }) {
        traffic.asked++;
        if (request.name === 'load') this.#loads.add(request.id);
        if (request.name === 'evaluate') traffic.trials += request.argument.length;
        super.postMessage(request);
      }
    };
  });
}

export const workerTraffic = (page: Page): Promise<WorkerTraffic> =>
  page.evaluate(() => (globalThis as unknown as { workerTraffic: WorkerTraffic }).workerTraffic);

/** Waits until the engine has loaded, every request is answered, and answers lead to no further request. */
export async function expectEngineIdle(page: Page): Promise<void> {
  let last = -1;
  const isIdle = async () => {
    const { asked, answered, loaded } = await workerTraffic(page);
    const nothingNew = asked === last;
    last = asked;
    return loaded && answered === asked && nothingNew;
  };
  await expect.poll(isIdle, 'the engine has loaded and has nothing to do').toBe(true);
}
