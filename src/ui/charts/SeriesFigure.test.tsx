// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { click, mount, unmountAll } from '../fixtures/mount';
import { withMadeUpSeries } from '../fixtures/series';
import { StructuresTab } from '../tabs/structures/StructuresTab';
import { TypesTab } from '../tabs/types/TypesTab';

afterEach(unmountAll);

/** Returns the entries of the legend that explain the count rule. */
const entries = (host: HTMLElement) =>
  [...host.querySelectorAll('.legend li')]
    .map(({ textContent }) => textContent!)
    .filter((words) => words.includes('fixed count'));

function state(tab: 'types' | 'structures', sampling: 'bernoulli' | 'count') {
  const plain = withMadeUpSeries(tab, 0);
  return { ...plain, spec: { ...plain.spec, sampling, layers: ['fc-3'] } };
}

describe('the figure of several series', () => {
  it('hatches where the count rule flips no type, marks where each starts, and explains both', () => {
    const { host } = mount(<TypesTab />, state('types', 'count'));
    // Q3.13 has 16,000 bits and flips first. Q2.6 has 8,000: its row above the plot is hatched up
    // to its first flip.
    expect(host.querySelectorAll('.chart .count-limits .no-flips')).toHaveLength(1);
    expect(host.querySelectorAll('.chart .series .no-flips')).toHaveLength(1);
    const feet = [...host.querySelectorAll('.chart .count-foot')].map((foot) => foot.getAttribute('d'));
    expect(feet).toEqual([expect.stringMatching(/^M[\d.]+ [\d.]+v5$/), '']);
    expect(entries(host)).toEqual([
      'fixed count: no bit flips here',
      'fixed count: the first bit of a layer flips here',
    ]);
    click([...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Table'));
    expect([...host.querySelectorAll('.tables caption small')].map(({ textContent }) => textContent)).toEqual(
      ['A fixed count flips no bit below 1.25 × 10⁻⁴.', 'A fixed count flips no bit below 6.25 × 10⁻⁵.'],
    );
  });

  it('hatches no plot in which activations flip bit by bit', () => {
    const { host } = mount(<StructuresTab />, state('structures', 'count'));
    expect(host.querySelectorAll('.chart .count-limits .no-flips')).toHaveLength(0);
    expect(host.querySelector('.chart .count-foot.series-a')!.getAttribute('d')).not.toBe('');
    expect(host.querySelector('.chart .count-foot.series-b')!.getAttribute('d')).toBe('');
  });

  it('draws and says nothing of the count rule under independent flips', () => {
    const { host } = mount(<TypesTab />, state('types', 'bernoulli'));
    expect(host.querySelectorAll('.no-flips')).toHaveLength(0);
    expect(entries(host)).toEqual([]);
    click([...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Table'));
    expect(host.querySelectorAll('.tables caption small')).toHaveLength(0);
  });
});
