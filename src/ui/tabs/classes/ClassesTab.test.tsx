// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrialResult } from '../../../experiment/sweep/results';
import { withOwn } from '../../../store/selectors/measured.fake';
import { FIXTURE_BUSY, FIXTURE_FIRST, noise } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { ClassesTab } from './ClassesTab';

afterEach(unmountAll);

/**
 * Trials at two rates. At 1e-3 every fourth one misclassifies all of class 3 and half of the
 * others; the rest misclassify a few of each.
 */
const resultsOf = (numTrials: number): readonly TrialResult[] =>
  [1e-4, 1e-3].flatMap((ber) =>
    Array.from({ length: numTrials }, (_, trial) => {
      const isBad = ber === 1e-3 && trial % 4 === 0;
      const wrongPerClass = Array.from({ length: 10 }, (_, label) =>
        isBad ? (label === 3 ? 100 : 50) : Math.floor(noise(ber * 1e6, trial, label) * 6),
      );
      const wrong = wrongPerClass.reduce((sum, count) => sum + count, 0);
      return { ber, trial, wrong, total: 1000, wrongPerClass, flips: 2130 };
    }),
  );
const STATE = withOwn(FIXTURE_BUSY, { results: resultsOf(12) });

const title = (host: HTMLElement) => host.querySelector('.figure-caption')!.textContent;
const press = (host: HTMLElement, text: string) =>
  click([...host.querySelectorAll<HTMLElement>('button, label')].find((item) => item.textContent === text));

describe('ClassesTab', () => {
  it('says that it waits for live trials, since recorded runs keep no classes', () => {
    const { host } = mount(<ClassesTab />, FIXTURE_FIRST);
    expect(host.textContent).toContain('Recorded runs do not contain errors per class');
    expect(host.querySelector('svg')).toBeNull();
  });

  it('draws every live trial, and only those of the cursor’s rate when asked', () => {
    const { host } = mount(<ClassesTab />, STATE);
    expect(title(host)).toContain('live, n = 24 trials at all rates · 100 images of each class');
    press(host, 'At the cursor');
    expect(title(host)).toContain('live, n = 12 trials at 1.00 × 10⁻³');
    expect(host.querySelector('.scatter-dots')!.getAttribute('d')!.match(/M/g)).toHaveLength(12);
  });

  it('compares mean and median and names the skew', () => {
    const { host } = mount(<ClassesTab />, {
      ...withOwn(FIXTURE_BUSY, { results: resultsOf(36) }),
      spec: { ...FIXTURE_BUSY.spec, trials: 36 },
    });
    const panel = host.querySelector('[aria-labelledby=skew-title]')!.textContent!;
    expect(panel).toMatch(/above the median: a few bad trials cause this/);
    expect(panel).toMatch(
      /Over the 36 trials at this rate error and class variance correlate with r = 1\.00 \(Pearson\), 0\.60 \(Spearman\); normalised, 0\.99 and 0\.40\./,
    );
  });

  it('says of few trials how many more a sentence takes', () => {
    const { host } = mount(<ClassesTab />, STATE);
    const panel = host.querySelector('[aria-labelledby=skew-title]')!.textContent!;
    expect(panel).toContain('A statement about the spread needs at least 30 trials (12 so far).');
    expect(panel).not.toMatch(/bad trials|correlate with/);
  });

  it('arrow keys adopt the next worse trial, whose classes are drawn', () => {
    const { host, store } = mount(<ClassesTab />, STATE);
    const scatter = host.querySelector('[role=slider]')!;
    act(() => {
      for (let press = 0; press < 12; press++)
        scatter.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    });
    expect([0, 4, 8]).toContain(store.getState().view.trial);
    expect(host.querySelector('.class-strip')!.getAttribute('aria-valuetext')).toBe('3: 100.0\u00a0% wrong');
  });

  it('lists the errors of each class of the chosen trial as a table', () => {
    const { host } = mount(<ClassesTab />, { ...STATE, view: { ...STATE.view, trial: 4 } });
    expect(host.querySelector('.as-table table')).toBeNull();
    act(() => {
      const details = host.querySelector<HTMLDetailsElement>('.as-table')!;
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    });
    const rows = [...host.querySelectorAll('.as-table tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(rows).toHaveLength(10);
    expect(rows[3]).toEqual(['3', '100', '100', '100.0']);
    expect(rows[4]).toEqual(['4', '100', '50', '50.0']);
  });

  it('shows the same numbers as a table', () => {
    const { host } = mount(<ClassesTab />, STATE);
    press(host, 'Table');
    expect(host.querySelectorAll('table tbody tr')).toHaveLength(2);
    press(host, 'At the cursor');
    const rows = [...host.querySelectorAll('table tbody tr')];
    expect(rows).toHaveLength(12);
    expect(rows[0]!.textContent).toContain('055.02250.09150 50 50 100 50 50 50 50 50 50');
  });
});
