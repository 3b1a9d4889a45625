import { longMs, quantile } from './quantile.mjs';
import { traceTasks } from './traceTasks.mjs';

const STOPS = 50;
const QUIET_MS = 4000;

/** Measures the page while nobody touches it: processor time of its thread, elements and heap. */
export async function measureQuiet(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const before = await metricsOf(session);
  await page.waitForTimeout(QUIET_MS);
  const after = await metricsOf(session);
  const share = (name) => Math.round((100 * (after[name] - before[name])) / (QUIET_MS / 1000));
  return {
    'CPU %': share('TaskDuration'),
    'script %': share('ScriptDuration'),
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
    'heap MB': Math.round(before.JSHeapUsedSize / 1e5) / 10,
  };
}

export async function metricsOf(session) {
  const { metrics: all } = await session.send('Performance.getMetrics');
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/**
 * Measures a drag over 50 stops: the tasks by wall time and by processor time, and the time from
 * each step to its frame.
 */
export async function measureDrag(page, session) {
  const slider = page.getByRole('slider', { name: 'Bit error rate', exact: true });
  const box = await slider.locator('xpath=ancestor::*[contains(@class, "slider-control")]').boundingBox();
  const moveTo = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await moveTo(0.3);
  const tasks = await traceTasks(session, async () => {
    await page.mouse.down();
    for (let stop = 0; stop <= STOPS; stop++) {
      await moveTo(0.3 + (stop * 0.7) / STOPS);
      await page.evaluate(
        () =>
          new Promise((done) => {
            const start = performance.now();
            requestAnimationFrame(() => {
              globalThis.waits ??= [];
              globalThis.waits.push(performance.now() - start);
              done();
            });
          }),
      );
    }
  });
  await page.mouse.up();
  const waits = await page.evaluate(() => globalThis.waits.splice(0));
  const walls = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    'drag: longest task ms': Math.round(Math.max(...walls)),
    'longest by CPU ms': Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000))),
    'tasks > 50 ms': walls.filter((wall) => wall > longMs).length,
    'frame median ms': Math.round(quantile(waits, 0.5)),
    'p95 ms': Math.round(quantile(waits, 0.95)),
  };
}
