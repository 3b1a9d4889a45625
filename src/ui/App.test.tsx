// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Preview } from '../core/site/preview';
import { DEFAULT_SPEC } from '../experiment/settings/experimentSpec';
import { specOfModel } from '../experiment/settings/specOfModel';
import { BASELINE } from '../experiment/sweep/measurement.fake';
import { fakeExplorer } from '../store/explorer.fake';
import { selectOwn } from '../store/selectors/measured';
import { withOwn } from '../store/selectors/measured.fake';
import type { ExplorerActions, ExplorerState } from '../store/state';
import { App } from './App';
import { FIXTURE_BUSY, FIXTURE_FIRST, FIXTURE_STORED, madeUpResults } from './fixtures/explorer';
import { makeFixtureStore } from './fixtures/fixtureStore';
import { EarlySettingsContext } from './settings/LazySettings';
import { Settings } from './settings/Settings';

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function show(state: ExplorerState, actions: Partial<ExplorerActions> = {}) {
  const store = makeFixtureStore(state);
  store.setState(actions);
  act(() =>
    root.render(
      <EarlySettingsContext value={{ Settings }}>
        <App store={store} />
      </EarlySettingsContext>,
    ),
  );
  return store;
}

function press(target: EventTarget, key: string, init: KeyboardEventInit = {}) {
  act(() => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    target.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true, ...init }));
  });
}

describe('the page as text', () => {
  // Static markup has the initial state of the store.
  const store = fakeExplorer('', [], { storedRuns: [FIXTURE_STORED] });
  const markup = renderToStaticMarkup(<App store={store} />);

  it('has the stored curve before any script runs', () => {
    expect(markup).toContain('curve tone-stored');
    expect(markup).toContain('recorded run, n = 150');
    expect(markup).toContain('Recorded run · n=150 · seed 00000007');
  });

  it('keeps to a strict policy: no style attributes, no style elements, no scripts', () => {
    expect(markup).not.toMatch(/\sstyle=|<style|<script/);
  });
});

describe('the figure', () => {
  const legend = () => host.querySelector('.legend')!.textContent;

  it('names what ran before only where a line of it is drawn', () => {
    const results = madeUpResults(DEFAULT_SPEC, 12);
    const origin = { faultFree: 0.018, firstFlip: null };
    const ghost = { label: 'seed 00000008', spec: DEFAULT_SPEC, origin, results };
    show({ ...FIXTURE_BUSY, ghost });
    expect(legend()).toContain('previous settings: seed 00000008');
    expect(host.querySelector('.tone-ghost[d*="L"]')).not.toBeNull();
    show({ ...FIXTURE_BUSY, ghost: { ...ghost, results: results.filter(({ ber }) => ber === 1e-3) } });
    expect(legend()).not.toContain('previous settings');
    expect(host.querySelector('.tone-ghost')).toBeNull();
  });

  it('has no more elements for a thousand trials than for forty', () => {
    const numElements = (trials: number) => {
      const spec = { ...DEFAULT_SPEC, trials };
      show(withOwn({ ...FIXTURE_BUSY, spec }, { results: madeUpResults(spec, trials) }));
      return host.querySelectorAll('*').length;
    };
    const few = numElements(40);
    expect(Math.abs(numElements(1000) - few)).toBeLessThan(20);
  });
});

describe('keys on the page', () => {
  it('move the cursor on the chart and commit when released', () => {
    const commit = vi.fn();
    const store = show(FIXTURE_BUSY, { commitCursor: commit });
    const layer = host.querySelector('.cursor-layer')!;
    press(layer, 'ArrowRight');
    expect(store.getState().view.cursorBer).toBe(1.33e-3);
    press(layer, 'Home');
    expect(store.getState().view.cursorBer).toBe(0);
    expect(commit).toHaveBeenCalledTimes(2);
    expect(layer.getAttribute('aria-valuetext')).toContain('fault-free');
  });

  it('T shows the numbers of the chart as a table', async () => {
    show(FIXTURE_BUSY);
    press(document.body, 't');
    const live = await vi.waitFor(async () => {
      await act(async () => {});
      expect(host.querySelector('.figure .tables table')).not.toBeNull();
      return host.querySelector('.figure .tables table')!;
    });
    expect(live.querySelectorAll('tbody tr').length).toBe(21);
    expect(live.textContent).toContain('1.00 × 10⁻³');
    press(document.body, 't');
    expect(host.querySelector('.tables')).toBeNull();
  });

  it('R, N and Escape act, but not while typing', () => {
    const calls = { run: vi.fn(), stop: vi.fn(), setSettings: vi.fn() };
    show(FIXTURE_BUSY, calls);
    press(host.querySelector('input.text')!, 'r');
    expect(calls.run).not.toHaveBeenCalled();
    press(document.body, 'r');
    press(document.body, 'n');
    press(document.body, 'Escape');
    press(document.body, 'r', { ctrlKey: true });
    expect(calls.run).toHaveBeenCalledTimes(1);
    expect(calls.stop).toHaveBeenCalledTimes(1);
    expect(calls.setSettings.mock.calls[0]![0].seed).toBeTypeOf('number');
  });

  it('R and Run do nothing once every planned trial is there, and say what gives more', () => {
    const run = vi.fn();
    const progress = { done: 630, total: 630, remainingMs: 0, running: false };
    const store = show(withOwn({ ...FIXTURE_BUSY, progress }, { results: madeUpResults(DEFAULT_SPEC, 30) }), {
      run,
    });
    const button = host.querySelector<HTMLButtonElement>('.run-button')!;
    expect([button.disabled, button.title]).toEqual([true, expect.stringContaining('Raise the number')]);
    press(document.body, 'r');
    expect(run).not.toHaveBeenCalled();
    // A rate between two of the grid has no trials yet.
    act(() => store.getState().setView({ cursorBer: 1.33e-3 }));
    expect([button.disabled, button.title]).toEqual([false, '']);
    press(document.body, 'r');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('do nothing behind an open dialog', async () => {
    const calls = { run: vi.fn(), stop: vi.fn() };
    show(FIXTURE_BUSY, calls);
    press(document.body, '?');
    const dialog = await vi.waitFor(() => {
      expect(host.querySelector('dialog')?.open).toBe(true);
      return host.querySelector('dialog')!;
    });
    press(dialog, 'r');
    press(dialog, 'Escape');
    act(() => dialog.close());
    expect(host.querySelector('dialog')).toBeNull();
    expect([calls.run.mock.calls.length, calls.stop.mock.calls.length]).toEqual([0, 0]);
    press(document.body, 'Escape');
    expect(calls.stop).toHaveBeenCalledTimes(1);
  });
});

describe('what the page says', () => {
  it('keeps the region of notices there from the start, empty', () => {
    show(FIXTURE_FIRST);
    const notices = host.querySelector('.notices')!;
    expect([notices.getAttribute('aria-live'), notices.childNodes.length]).toEqual(['polite', 0]);
  });

  it('describes a failed engine correctly after a failed start and after a loss, and says what remains', () => {
    const engine = { kind: 'failed', message: 'The GPU device was lost: reset by the driver' } as const;
    show({ ...FIXTURE_BUSY, engine, progress: null });
    expect(host.querySelector('.notices')!.textContent).toContain(
      'The engine is not running. The GPU device was lost: reset by the driver. Your results are kept. Press Run to try again.',
    );
    show({ ...FIXTURE_FIRST, engine, storedRuns: [] });
    expect(host.querySelector('.notices')!.textContent).toContain(
      'reset by the driver. Press Run to try again.',
    );
  });

  it('says what is loading, and offers to load again what failed', () => {
    const run = vi.fn();
    const download = { label: 'CF-VGG, weights and pictures', loaded: 7_240_000, total: 15_800_000 };
    const action = { title: 'Try again', act: run };
    const notices = [{ id: 'run', tone: 'error', text: 'weights.bin: broke off', action }] as const;
    show({ ...FIXTURE_BUSY, download, notices });
    expect(host.querySelector('.run-state')!.textContent).toBe(
      'CF-VGG, weights and pictures: 7.2 of 15.8 MB',
    );
    const bar = host.querySelector('.progress')!;
    expect([bar.getAttribute('aria-label'), bar.getAttribute('aria-valuenow')]).toEqual(['Download', '46']);
    const again = [...host.querySelectorAll<HTMLElement>('.notices button')][0]!;
    expect(again.textContent).toBe('Try again');
    act(() => again.click());
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('calls nothing live while files are missing, loading or refused, and explains so in the gallery', () => {
    const none = { storedRuns: [], data: null, preview: null, progress: null };
    const waiting = withOwn({ ...FIXTURE_BUSY, ...none }, { results: [] });
    const words = (change: Partial<ExplorerState>) => {
      show({ ...waiting, ...change });
      return ['.chip', '.gallery-panel .empty'].map((place) => host.querySelector(place)!.textContent);
    };
    const download = { label: 'CF-VGG weights', loaded: 1, total: 2 };
    expect(words({ download })).toEqual(['Loading · WASM · 2 workers', 'The images are loading.']);
    expect(words({ missingData: 'MNIST' })).toEqual([
      'Waiting for files · WASM · 2 workers',
      'The images appear when the missing files are opened.',
    ]);
    expect(words({})).toEqual([
      'Not loaded · WASM · 2 workers',
      'The images or the weights could not be loaded. Press Run to try again.',
    ]);
    expect(words({ storedRuns: FIXTURE_BUSY.storedRuns })[0]).toBe('Recorded run · n=150 · seed 00000007');
    const stopped = { ...FIXTURE_BUSY.progress!, running: false };
    show({ ...FIXTURE_BUSY, progress: stopped });
    expect(host.querySelector('.chip')!.textContent).toMatch(/^Stopped · WASM/);
    expect(host.querySelector('.run-state')!.textContent).toMatch(
      /^\d+ of 30 trials per rate · 12 s left · stopped$/,
    );
    show({ ...FIXTURE_BUSY, progress: { ...stopped, remainingMs: null } });
    expect(host.querySelector('.run-state')!.textContent).toMatch(/ · time left not known yet · stopped$/);
  });

  it('has beside each fault-free error the number of images', () => {
    show({ ...FIXTURE_BUSY, view: { ...FIXTURE_BUSY.view, cursorBer: 0 } });
    const text = (place: string) => host.querySelector(place)!.textContent;
    expect(text('.references')).toMatch(/1\.90\s%.*N = 1,000/);
    expect(text('.reading')).toMatch(/^No faults1\.90\s%errorof 1,000 images$/);
  });

  it('distinguishes a preview of some images from trials on all of them', () => {
    show(withOwn({ ...FIXTURE_BUSY, storedRuns: [] }, { results: [] }));
    expect(host.querySelector('.gallery-panel')!.textContent).toContain('34 of the first 100 images');
    expect(host.querySelector('.trials-panel .empty')!.textContent).toMatch(
      /^Trial 0 has run on the first 100 images; no trial has finished on all 1,000 yet\./,
    );
    expect(host.querySelector('.finding')!.textContent).toMatch(/no trial has finished yet/);
  });

  it('does not call a preview of all images a finished trial', () => {
    const spec = { ...FIXTURE_BUSY.spec, numSamples: 100 };
    const said = () => host.querySelector('.trials-panel .empty')!.textContent;
    const own = { baseline: BASELINE, results: [] };
    const first = withOwn({ ...FIXTURE_BUSY, spec, storedRuns: [] }, own);
    show(first);
    expect(said()).toMatch(/^A preview of trial 0 has run; the first full trial is running\./);
    show({ ...first, progress: null });
    expect(said()).toBe('A preview of trial 0 has run; no trial has finished at this rate yet.');
  });

  /** Waits for the cards of the gallery, whose script arrives later. */
  const cards = () =>
    vi.waitFor(async () => {
      await act(async () => {});
      expect(host.querySelector('.card')).not.toBeNull();
    });

  it('calls samples recordings if the network classifies speech', async () => {
    const spec = specOfModel('ti-gru', FIXTURE_BUSY.spec);
    const data = { ...FIXTURE_BUSY.data!, sounds: Array.from({ length: 100 }, () => new Float32Array(80)) };
    show({ ...FIXTURE_BUSY, spec, data, storedRuns: [] });
    expect(host.querySelector('.effects')!.textContent).not.toMatch(/image|picture/i);
    expect(host.querySelector('.rail')!.textContent).not.toMatch(/image|picture/i);
    await cards();
    expect(host.querySelector('.gallery .play')!.getAttribute('aria-label')).toMatch(
      /^Play recording \d+, a \d$/,
    );
  });

  it('keeps one layer on', () => {
    show({ ...FIXTURE_BUSY, spec: { ...FIXTURE_BUSY.spec, layers: ['fc-2'] } });
    const boxes = [...host.querySelectorAll<HTMLInputElement>('.layers-panel input[type=checkbox]')];
    expect(boxes.map((box) => box.disabled)).toEqual([false, true, false]);
  });

  it('has no deviation for a single trial, and a legend of what is drawn', () => {
    const legend = () => host.querySelector('.legend')!.textContent;
    const thin = { ...FIXTURE_BUSY, storedRuns: [] };
    show(withOwn(thin, { results: madeUpResults(DEFAULT_SPEC, 1) }));
    expect(host.querySelector('.reading')!.textContent).toContain('σ of trials –');
    expect(legend()).not.toMatch(/shaded|single trials/);
    show(withOwn(thin, { results: madeUpResults(DEFAULT_SPEC, 2) }));
    expect(host.querySelector('.reading')!.textContent).toMatch(/σ of trials \d/);
    expect(legend()).toContain('single trials');
    show(thin);
    expect(legend()).toContain('shaded: mean ± 1 standard deviation of the trials');
    expect(legend()).not.toContain('single trials');
  });

  it('says how many images the gallery covers', () => {
    show(FIXTURE_BUSY);
    expect(host.querySelector('.gallery-panel')!.textContent).toMatch(/\d+ of the first 100 images/);
  });

  it('explains the glyphs in the gallery', async () => {
    show(FIXTURE_BUSY);
    await cards();
    const glyphs = [...host.querySelectorAll('.card-glyph [aria-hidden]')].map((glyph) => glyph.textContent!);
    expect(glyphs.length).toBeGreaterThan(0);
    const explained = host.querySelector('.gallery-panel .note')!.textContent!;
    for (const glyph of glyphs) expect(explained).toContain(`${glyph} `);
  });

  it('says that no prediction changed, with the expected flips', () => {
    show({
      ...FIXTURE_BUSY,
      view: { ...FIXTURE_BUSY.view, cursorBer: 1.78e-7 },
      preview: { ...FIXTURE_BUSY.preview!, images: [] },
    });
    expect(host.textContent).toContain(
      'None of the first 0 images changed its prediction in this trial at this rate. Expected flips: 0.38.',
    );
  });

  it('names on the figure the rule, the protocol, the seed and the images', () => {
    const data = { ...FIXTURE_BUSY.data!, numSamples: 10_000 };
    show({ ...FIXTURE_BUSY, data, spec: { ...FIXTURE_BUSY.spec, rateCoupling: 'independent' } });
    expect(host.querySelector('.figure-caption')!.textContent).toBe(
      'each bit flips by chance; every rate draws its own flips; seed 00000007; first 1,000 of 10,000 images',
    );
  });

  it('shows under the finding the interval of each tick, and the paper’s no measured increase', () => {
    show({ ...FIXTURE_BUSY, progress: null, storedRuns: [] });
    const rows = [...host.querySelectorAll('.ticks-panel tbody tr')].map((row) => row.textContent);
    expect(rows.length).toBe(4);
    expect(rows[0]).toMatch(/^none \(less than 0\.1 points\)([≤≥]\s)?\d\.\d\d\s×\s10/);
    expect(
      rows.every((row) => /not resolved, because .*$|outside the tested rates$|\d to \d.*10/.test(row!)),
    ).toBe(true);
    expect(
      rows.some((row) =>
        row!.endsWith('not resolved, because fewer than 30 trials near it change the error count'),
      ),
    ).toBe(true);
    expect(host.querySelector('.ticks-panel .note p:last-child')!.textContent).toMatch(
      /^Counting any increase, as the paper does, .* \(12 trials, 1,000 images, 4 rates per decade from 1\.0\u00a0×\u00a010⁻⁶ to/,
    );
  });

  it('under the count rule says what can flip, and marks the rates below which no bit of a layer can', () => {
    const spec = {
      ...FIXTURE_BUSY.spec,
      sampling: 'count',
      bers: { kind: 'span', from: 1e-8, to: 1e-1, perDecade: 1 },
    } as const;
    show({
      ...FIXTURE_BUSY,
      spec,
      view: { ...FIXTURE_BUSY.view, cursorBer: 1e-7 },
      preview: { ...FIXTURE_BUSY.preview!, images: [] },
    });
    expect(host.querySelector('.ber-units')!.textContent).toContain('none of 2,129,600 bits');
    expect(host.textContent).toContain('Expected flips: 0.');
    expect(host.querySelector('.cursor-layer')!.getAttribute('aria-valuetext')).toContain('no bits flip');
    expect(host.querySelector('.below-one-flip')!.textContent).toBe('no bit flips');
    const limits = [...host.querySelectorAll('.layer-limit')].map((limit) => limit.textContent);
    expect(limits).toEqual(['fc-1', 'fc-2', 'fc-3'].map((layer) => `${layer} flips`));
  });

  it('after a crash shows a report and the results to copy', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    // A preview without images cannot be drawn.
    show({ ...FIXTURE_BUSY, preview: {} as Preview });
    expect(host.querySelector('h1')!.textContent).toBe('The page has crashed');
    const [report, results] = host.querySelectorAll('textarea');
    expect(report!.value).toContain('"seed": 7');
    expect(results!.value.split('\n').length).toBe(1 + selectOwn(FIXTURE_BUSY).results.length);
  });
});
