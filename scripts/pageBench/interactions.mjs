import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { longMs, quantile } from './quantile.mjs';
import { traceTasks } from './traceTasks.mjs';

/** Times that each interaction is repeated. */
const REPEATS = 5;

/**
 * The browser reports interactions from this duration on, rounded to 8 ms. Shorter ones count as
 * this long.
 */
const SHORTEST_MS = 16;

/** Records interactions, long tasks and long frames of a page from its start on. */
export async function watchPage(page) {
  await page.addInitScript((shortest) => {
    const seen = { events: [], tasks: [], frames: [] };
    Object.assign(globalThis, { seen });
    const watch = (type, add, more) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) add(entry);
      }).observe({ type, buffered: true, ...more });
    watch(
      'event',
      ({ name, duration, interactionId }) => {
        if (interactionId > 0) seen.events.push({ name, duration, id: interactionId });
      },
      { durationThreshold: shortest },
    );
    watch('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
    watch('long-animation-frame', ({ startTime, duration, scripts }) =>
      seen.frames.push({
        startTime,
        duration,
        scripts: scripts.map((script) => ({
          duration: script.duration,
          invoker: script.invoker,
          name: script.sourceFunctionName,
          url: script.sourceURL,
          position: script.sourceCharPosition,
        })),
      }),
    );
  }, SHORTEST_MS);
}

/**
 * Presses keys and buttons of the page in turn. Returns the time from each interaction to the next
 * paint, and the tasks above 50 ms meanwhile, longest first, each with the script of its frame that
 * ran longest. `slowdown` is the wall time of all tasks over their processor time: how much longer
 * other work on the machine makes them. `folder` holds the built page, whose source maps name the
 * scripts.
 */
export async function measureInteractions(page, session, folder) {
  const slider = page.getByRole('slider', { name: 'Bit error rate', exact: true });
  const place = (name) =>
    page.getByRole('toolbar', { name: 'Places' }).getByRole('button', { name, exact: true });
  const acts = [
    () => slider.press('ArrowRight'),
    () => slider.press('ArrowRight'),
    () => slider.press('ArrowLeft'),
    () => slider.press('PageDown'),
    () => slider.press('PageUp'),
    () => page.getByRole('button', { name: 'Table' }).first().click(),
    () => page.getByRole('button', { name: 'Table' }).first().click(),
    () => page.getByRole('button', { name: 'Help: keys and terms' }).click(),
    () => page.keyboard.press('Escape'),
    () => place('Learn').click(),
    () => place('Explore').click(),
  ];
  await slider.focus();
  await page.evaluate(() => Object.values(globalThis.seen).forEach((list) => void list.splice(0)));
  const before = await page.evaluate(() => performance.interactionCount);
  const traced = await traceTasks(session, async () => {
    for (let round = 0; round < REPEATS; round++)
      for (const act of acts) {
        await act();
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      }
  });
  // The browser reports an interaction some frames after its paint.
  await page.waitForTimeout(1000);
  const { events, tasks, frames, count } = await page.evaluate(() => ({
    ...globalThis.seen,
    count: performance.interactionCount,
  }));
  const longest = new Map();
  for (const { id, duration } of events) longest.set(id, Math.max(duration, longest.get(id) ?? 0));
  const short = Math.max(0, count - before - longest.size);
  const waits = [...longest.values(), ...Array(short).fill(SHORTEST_MS)];
  const sum = (name) => traced.reduce((total, task) => total + (task[name] ?? 0), 0);
  const cpuMs = traced.map(({ tdur = 0 }) => tdur / 1000);
  return {
    interactions: waits.length,
    medianMs: quantile(waits, 0.5),
    p95Ms: quantile(waits, 0.95),
    longestMs: Math.max(0, ...waits),
    slowdown: sum('dur') / sum('tdur'),
    longByCpu: cpuMs.filter((ms) => ms > longMs).length,
    longestCpuMs: Math.round(Math.max(0, ...cpuMs)),
    longTasks: tasks
      .filter(({ duration }) => duration > longMs)
      .toSorted((a, b) => b.duration - a.duration)
      .map((task) => ({ ms: Math.round(task.duration), cause: causeOf(task, frames, folder) })),
  };
}

/** Names the script that ran longest in the frame of a task. */
function causeOf(task, frames, folder) {
  const frame = frames.find(
    ({ startTime, duration }) =>
      startTime < task.startTime + task.duration && task.startTime < startTime + duration,
  );
  const script = frame?.scripts.toSorted((a, b) => b.duration - a.duration)[0];
  if (script === undefined) return 'no script above 5 ms: style, layout, paint or other work of the machine';
  const where = sourceOf(script, folder);
  return `${Math.round(script.duration)} ms in ${[script.name, where, script.invoker].filter(Boolean).join(', ')}`;
}

/** Returns the source file of a script's position, or the name of the built file. */
function sourceOf({ url, position }, folder) {
  const name = url.split('/assets/')[1];
  if (name === undefined) return url;
  const file = join(folder, 'assets', name);
  if (!existsSync(`${file}.map`) || position < 0) return name;
  const before = readFileSync(file, 'utf8').slice(0, position).split('\n');
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const source = map.findEntry(before.length - 1, before.at(-1).length).originalSource;
  return source?.replace(/^(?:\.\.\/)+/, '') ?? name;
}
