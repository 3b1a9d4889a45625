import type { CDPSession, Page } from '@playwright/test';
import { engineWorkers, openExplorer, runState, slider } from '../explorer';
import { expect, test } from '../fixture';

/**
 * Longest task that a drag may cost the page's thread, as a multiple of the yardstick's median in the same run. A busy or slow
 * machine makes both longer. On a quiet one the yardstick takes about 10 ms, and from 50 ms on a hand feels that a page lags.
 */
const LONGEST_TASK = 5;
const NUM_YARDSTICKS = 15;
const STEPS = 50;

interface Watch {
  asked: number;
  replies: number;
}

/** What Chromium's tracing tells of a span of time on a thread. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

test('dragging during a sweep never blocks the page, nor floods the workers', async ({ page }) => {
  await page.addInitScript(() => {
    const watch: Watch = { asked: 0, replies: 0 };
    Object.assign(globalThis, { watch });
    globalThis.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', () => watch.replies++);
      }
      override postMessage(message: unknown) {
        watch.asked++;
        super.postMessage(message);
      }
    };
  });
  await openExplorer(page, '#/x?v=1&n=2000');
  await expect(runState(page)).toHaveText(/^[1-9][\d,]* of 2,000 trials per rate · .* left$/);

  const yardstick = await measureYardstick(page);
  const drag = await dragAcross(page);
  const longest = Math.max(...drag.tasks);
  console.info(
    `Drag of ${STEPS} steps in ${Math.round(drag.elapsedMs)} ms during a sweep: ${drag.tasks.length} tasks, longest ` +
      `${longest.toFixed(1)} ms of processor time, yardstick ${yardstick.toFixed(1)} ms; ${drag.asked} messages to the workers, ${drag.replies} back`,
  );
  expect(drag.numRates, 'rates that the thumb showed on its way').toBeGreaterThan(20);
  // The sweep goes on meanwhile, and a preview waits for the one before it, whatever the hand does.
  expect(drag.replies).toBeGreaterThan(STEPS / 5);
  // A batch in each worker, one that waits and a preview may be under way at the start, or at the end.
  expect(Math.abs(drag.asked - drag.replies)).toBeLessThanOrEqual(engineWorkers(page).length + 2);
  expect(drag.tasks.length, 'tasks of the page’s thread').toBeGreaterThan(STEPS);
  expect(longest, 'the work of a step is seen').toBeGreaterThan(1);
  expect(longest / yardstick, 'longest task of the drag against the yardstick').toBeLessThan(LONGEST_TASK);
  await expect(runState(page)).toHaveText(/left$/);
});

/** Pulls the thumb over the right two thirds of the slider, and tells what that cost. */
async function dragAcross(page: Page) {
  const watched = () => page.evaluate(() => (globalThis as unknown as { watch: Watch }).watch);
  const control = slider(page).locator('xpath=ancestor::*[contains(@class, "slider-control")]');
  const box = (await control.boundingBox())!;
  const moveTo = (share: number) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await moveTo(0.3);
  const before = await watched();
  const startMs = performance.now();
  const rates = new Set<string | null>();
  const session = await page.context().newCDPSession(page);
  const tasks = await tasksDuring(session, async () => {
    await page.mouse.down();
    for (let step = 0; step <= STEPS; step++) {
      await moveTo(0.3 + (step * 0.7) / STEPS);
      rates.add(await slider(page).getAttribute('aria-valuetext'));
    }
  });
  const elapsedMs = performance.now() - startMs;
  const after = await watched();
  await page.mouse.up();
  return {
    elapsedMs,
    numRates: rates.size,
    tasks,
    asked: after.asked - before.asked,
    replies: after.replies - before.replies,
  };
}

/** Returns the median processor time, in milliseconds, of laying out 1,500 short texts while the sweep runs. */
async function measureYardstick(page: Page): Promise<number> {
  const layOut = () =>
    page.evaluate(() => {
      const box = document.createElement('div');
      box.style.cssText = 'position: fixed; inset: 0; visibility: hidden';
      for (let text = 0; text < 1500; text++) {
        box.appendChild(document.createElement('span')).textContent = `${text} `;
      }
      document.body.append(box);
      box.getBoundingClientRect();
      box.remove();
    });
  const longest: number[] = [];
  for (let turn = 0; turn < NUM_YARDSTICKS; turn++) {
    const session = await page.context().newCDPSession(page);
    longest.push(Math.max(...(await tasksDuring(session, layOut))));
  }
  return longest.sort((a, b) => a - b)[NUM_YARDSTICKS >> 1]!;
}

/** Milliseconds of processor time of each task of the page's main thread while `act` runs. */
async function tasksDuring(session: CDPSession, act: () => Promise<void>): Promise<readonly number[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'toplevel,__metadata' });
  await act();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  return events
    .filter(({ name, pid, tid }) => {
      const isMain = mains.some((main) => main.pid === pid && main.tid === tid);
      return isMain && name === 'ThreadControllerImpl::RunTask';
    })
    .map(({ tdur = 0 }) => tdur / 1000);
}
