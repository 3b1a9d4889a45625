import { ENGINE_MS, openExplorer } from '../explorer';
import { expect, test } from '../fixture';

/** A hundred samples at three rates, and more trials than any machine runs while the test looks. */
const ENDLESS = '#/x?v=1&n=100000&i=100&b=0.0001,0.001,0.01';
/** Steps that the page has to get its parts in. */
const NUM_FIRST = 10;
/** Steps in each of the two windows that are compared. */
const NUM_STEPS = 20;
/** Trials at the start of the late window, as a multiple of those at the end of the early one. */
const TIMES = 4;

/** What came with a change of the page after which it shows more trials per rate than before. */
interface Step {
  readonly trials: number;
  /** Records of changes since the step before. */
  readonly changes: number;
  readonly elements: number;
}

test('a page with four times the trials has no more elements, and a step changes no more of them', async ({
  page,
}) => {
  await page.addInitScript(logSteps);
  await openExplorer(page, ENDLESS);
  const windows = async () =>
    windowsOf(await page.evaluate(() => (globalThis as unknown as { steps: readonly Step[] }).steps));
  await expect.poll(async () => (await windows()).late.length, { timeout: ENGINE_MS }).toBe(NUM_STEPS);
  const { early, late } = await windows();
  for (const [name, steps] of Object.entries({ early, late })) console.info(`${name}: ${summarise(steps)}`);
  expect(late[0]!.trials).toBeGreaterThanOrEqual(TIMES * early.at(-1)!.trials);
  expect(mostElements(early)).toBeGreaterThan(100);
  expect(mostElements(late) - mostElements(early)).toBeLessThan(30);
  // One large change, as of a part that comes late, raises the mean of the early steps, not their median.
  expect(meanChanges(late)).toBeLessThan(1.5 * medianChanges(early) + 5);
});

/** Logs each step in the page itself. Polls from outside would miss steps on a fast machine. */
function logSteps(): void {
  const steps: Step[] = [];
  Object.assign(globalThis, { steps });
  let changes = 0;
  const look = (records: readonly MutationRecord[]) => {
    changes += records.length;
    const state = document.querySelector('.run-state')?.textContent ?? '';
    const trials = Number.parseInt(state.replaceAll(',', ''), 10);
    if (!(trials > (steps.at(-1)?.trials ?? 0))) return;
    steps.push({ trials, changes, elements: document.querySelectorAll('*').length });
    changes = 0;
  };
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    }),
  );
}

/** Returns the early and the late window; one is shorter while its steps have not all come. */
function windowsOf(steps: readonly Step[]) {
  const early = steps.slice(NUM_FIRST, NUM_FIRST + NUM_STEPS);
  const from = early.length < NUM_STEPS ? Infinity : TIMES * early.at(-1)!.trials;
  return { early, late: steps.filter(({ trials }) => trials >= from).slice(0, NUM_STEPS) };
}

const mostElements = (steps: readonly Step[]) => Math.max(...steps.map(({ elements }) => elements));
const meanChanges = (steps: readonly Step[]) =>
  steps.reduce((sum, { changes }) => sum + changes, 0) / steps.length;
const medianChanges = (steps: readonly Step[]) =>
  steps.map(({ changes }) => changes).toSorted((a, b) => a - b)[steps.length >> 1]!;

const summarise = (steps: readonly Step[]) =>
  `${steps[0]!.trials} to ${steps.at(-1)!.trials} trials per rate, at most ${mostElements(steps)} elements, ` +
  `changes a step ${meanChanges(steps).toFixed(1)} (mean), ${medianChanges(steps)} (median)`;
