// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatLink, parseLink } from '../../../experiment/link/link';
import { DEFAULT_VIEW } from '../../../experiment/link/view';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { BASELINE } from '../../../experiment/sweep/measurement.fake';
import { putMeasured } from '../../../store/selectors/measured';
import type { ExplorerState } from '../../../store/state';
import { FIXTURE_BUSY, madeUpResults } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { pinOf } from '../../fixtures/pinOf';
import { LearnTab } from './LearnTab';
import { lessonSeries } from './lessonSeries';
import { LESSONS } from './lessonTable';

afterEach(unmountAll);
beforeEach(() => localStorage.clear());

/** Returns a state on a step of a lesson, whose series all have made-up results. */
function onStep(id: string, step: number, change: Partial<ExplorerState['view']> = {}): ExplorerState {
  const view = { ...FIXTURE_BUSY.view, tab: 'learn', lesson: id, step, ...change } as const;
  const series = lessonSeries(LESSONS.find((lesson) => lesson.id === id)!.steps[step - 1]!, '');
  const results = series.map(({ spec }) => ({ spec, baseline: BASELINE, results: madeUpResults(spec, 20) }));
  return {
    ...FIXTURE_BUSY,
    ...{ view, spec: series[0]?.spec ?? FIXTURE_BUSY.spec, lessonSeries: series, storedRuns: [] },
    measured: putMeasured(FIXTURE_BUSY, results),
  };
}

const buttonOf = (host: HTMLElement, name: string) =>
  [...host.querySelectorAll('button')].find((button) => button.textContent === name);

/** Moves the slider of a question to a number and shows the run. */
function answerNumber(host: HTMLElement, number: string): void {
  const slider = host.querySelector<HTMLInputElement>('input[type="range"]')!;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(slider, number);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  act(() => host.querySelector('form')!.requestSubmit());
}

describe('LearnTab', () => {
  it('lists the lessons, and opens one at its first step', () => {
    const { host, store } = mount(<LearnTab />, {
      ...FIXTURE_BUSY,
      view: { ...FIXTURE_BUSY.view, tab: 'learn' },
    });
    const cards = host.querySelectorAll('.lesson-card');
    expect(cards).toHaveLength(LESSONS.length);
    click(cards[1]);
    expect(store.getState().view).toMatchObject({ lesson: LESSONS[1]!.id, step: 1, guess: '' });
  });

  it('names an unknown lesson and lists the known ones', () => {
    const view = { ...FIXTURE_BUSY.view, tab: 'learn', lesson: 'alchemy' } as const;
    const { host } = mount(<LearnTab />, { ...FIXTURE_BUSY, view });
    expect(host.querySelector('[role="alert"]')?.textContent).toBe(
      `Cannot open lesson “alchemy”: expected one of ${LESSONS.map(({ id }) => id).join(', ')}`,
    );
  });

  it('names a step that the lesson does not have', () => {
    const { host } = mount(<LearnTab />, {
      ...onStep('sign-bit', 6),
      view: { ...onStep('sign-bit', 6).view, step: 9 },
    });
    expect(host.textContent).toContain('Cannot open step 9: expected 1 to 6');
  });

  it('gives the measured error away only after the answer', () => {
    const { host, store } = mount(<LearnTab />, onStep('sign-bit', 3));
    expect(host.querySelectorAll('.series-button')).toHaveLength(1);
    expect(buttonOf(host, 'Show the run')?.disabled).toBe(true);
    answerNumber(host, '20');
    expect(store.getState().view.guess).toBe('20');
    expect(host.querySelectorAll('.series-button')).toHaveLength(2);
    expect(host.querySelector('.lesson-verdict')?.textContent).toMatch(
      /You said: 20 %The run: [\d.]+\s%\. Off by [\d.]+ points\./,
    );
    expect(host.querySelector('.guess text')?.textContent).toBe('your guess');
    expect(localStorage.getItem('ares-explorer.lesson.sign-bit')).toContain('"guess":"20"');
  });

  it('keeps what another tab answered meanwhile, and the own answer when a link has another', () => {
    const place = 'ares-explorer.lesson.sign-bit';
    const kept = () => JSON.parse(localStorage.getItem(place)!) as Record<string, { guess: string }>;
    const { host } = mount(<LearnTab />, onStep('sign-bit', 3));
    const elsewhere = { guess: '50', answer: '50', measured: '', verdict: '' };
    localStorage.setItem(place, JSON.stringify({ 4: elsewhere }));
    answerNumber(host, '20');
    expect(kept()).toMatchObject({ 3: { guess: '20' }, 4: elsewhere });
    unmountAll();
    mount(<LearnTab />, onStep('sign-bit', 3, { guess: '30' }));
    expect(kept()[3]!.guess).toBe('20');
  });

  it('opens a step with its axis, and draws a guess by flips where its series has as many', () => {
    const { host, store } = mount(<LearnTab />, onStep('sign-bit', 3));
    click(buttonOf(host, 'Next'));
    expect(store.getState().view).toMatchObject({ step: 4, rateAxis: 'flips', cursorBer: 1.25e-3 });
    unmountAll();
    // The guess at a rate of 10⁻² flips 2,662 sign bits: of every bit, 1.25 × 10⁻³ flips as many.
    const next = mount(
      <LearnTab />,
      onStep('sign-bit', 4, { guess: '50', rateAxis: 'flips', cursorBer: 1.25e-3 }),
    );
    const at = Number(next.host.querySelector('.cursor-line')!.getAttribute('x1'));
    expect(Number(next.host.querySelector('.guess text')!.getAttribute('x'))).toBeCloseTo(at + 10, 0);
  });

  it('reads numbers in the text from the series beside it', () => {
    const { host } = mount(<LearnTab />, onStep('sign-bit', 3, { guess: '20' }));
    const texts = Array.from(host.querySelectorAll('.lesson-value'), (value) => value.textContent);
    expect(texts.slice(0, 2)).toEqual(['266', '2,130']);
  });

  it('says why an answer of a link cannot be used, and asks again', () => {
    const { host } = mount(<LearnTab />, onStep('sign-bit', 3, { guess: '99' }));
    expect(host.querySelector('.problem')?.textContent).toBe(
      'Cannot use answer "99": expected a number from 0 to 40',
    );
    expect(host.querySelector('form')).not.toBeNull();
  });

  it('draws pinned runs only once the question has its answer', () => {
    const pins = [pinOf({ bitPositions: [0] }, 0)];
    const asked = mount(<LearnTab />, { ...onStep('sign-bit', 3), pins });
    expect(asked.host.querySelectorAll('.pin')).toHaveLength(0);
    expect(asked.host.textContent).toContain('Pinned runs are left out until you have answered.');
    click(buttonOf(asked.host, 'Table'));
    expect(asked.host.querySelector('.tables')!.textContent).not.toContain('Pinned');
    expect(
      asked.host.querySelector('.lesson-figure [role="slider"]')!.getAttribute('aria-valuetext'),
    ).not.toContain('pinned');
    const answered = mount(<LearnTab />, { ...onStep('sign-bit', 3, { guess: '20' }), pins });
    expect(answered.host.querySelectorAll('.pin')).toHaveLength(1);
    expect(answered.host.textContent).not.toContain('left out');
    click(buttonOf(answered.host, 'Table'));
    expect(answered.host.querySelector('.tables')!.textContent).toContain('Pinned');
  });

  it('opens a link without a cursor where the figure of its step begins', () => {
    const open = (link: string) => {
      const { view, lacksCursor = false } = parseLink(link);
      return mount(<LearnTab />, { ...onStep('sign-bit', 4), view, lacksCursor }).store.getState();
    };
    expect(open('#/x?v=1&tab=learn&lesson=sign-bit&step=4')).toMatchObject({
      lacksCursor: false,
      view: { cursorBer: 1.25e-3, rateAxis: 'flips' },
    });
    const moved = formatLink(DEFAULT_SPEC, { ...DEFAULT_VIEW, tab: 'learn', lesson: 'sign-bit', step: 4 });
    expect(open(moved).view).toMatchObject({ cursorBer: 1e-3, rateAxis: 'rate' });
  });

  it('states bits that a plan keeps safe', () => {
    const { host } = mount(<LearnTab />, onStep('design', 2, { guess: '2' }));
    const text = host.textContent!;
    expect(text).toContain('To save FC-1 takes 1,881,600 safe bits, FC-3 only 8,000.');
  });

  it('locks and hides what the teacher chose, and names what no control is', () => {
    const { host } = mount(
      <LearnTab />,
      onStep('sign-bit', 3, { lock: 'steps,brakes', hide: 'open,options' }),
    );

    expect(buttonOf(host, 'Next')?.disabled).toBe(true);
    expect(buttonOf(host, 'Back')?.disabled).toBe(true);
    expect(buttonOf(host, 'Open the figure in Explore')).toBeUndefined();
    expect(buttonOf(host, 'Table')).toBeUndefined();
    expect(host.querySelector('.problem')?.textContent).toMatch(/^Cannot lock brakes: expected steps, /);
  });

  it('gives each student of a class their own faults', () => {
    const { host, store } = mount(<LearnTab />, onStep('sign-bit', 2, { class: 'ml' }));
    const seeds = () => new Set(store.getState().lessonSeries.map(({ spec }) => spec.seed));
    expect(seeds()).toEqual(new Set([7]));
    const input = host.querySelector<HTMLInputElement>('.lesson-class input')!;
    const type = (text: string) => {
      act(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
      act(() => host.querySelector<HTMLFormElement>('.lesson-class')!.requestSubmit());
    };
    type('0');
    expect(host.querySelector('.lesson-class [role="alert"]')?.textContent).toBe(
      'Cannot use “0”: expected a whole number from 1 to 9999',
    );
    type('17');
    expect(store.getState().view.class).toBe('ml:17');
    expect(seeds().has(7)).toBe(false);
    expect(seeds().size).toBe(1);
  });

  it('says so when the browser keeps no answers', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    const { host } = mount(<LearnTab />, onStep('sign-bit', 3, { guess: '20' }));
    expect(host.textContent).toContain('This browser refuses to keep your answers');
    vi.unstubAllGlobals();
  });
});
