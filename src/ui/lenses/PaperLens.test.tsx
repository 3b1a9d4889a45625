// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { CLAIMS } from '../../experiment/paper/claims';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { PaperLens } from './PaperLens';

afterEach(unmountAll);

it('lists every claim with the paper’s number, a verdict in words and a link that opens it', () => {
  const { host } = mount(<PaperLens />, FIXTURE_BUSY);
  const rows = [...host.querySelectorAll('.claims-table tbody tr')];
  expect(rows.length).toBe(CLAIMS.length);
  for (const [index, row] of rows.entries()) {
    expect(row.textContent).toContain(CLAIMS[index]!.words);
    expect(row.querySelector('.claim-verdict')!.textContent).toMatch(/[a-z]{3}/);
    expect(row.querySelector('a')?.getAttribute('href') ?? null).toBe(CLAIMS[index]!.link);
  }
  expect(host.textContent).toMatch(/\d+ claims: /);
});

it('draws LeNetFC’s figures from stored runs, with n and samples, under the chosen rule', () => {
  const { host } = mount(<PaperLens />, FIXTURE_BUSY);
  const figure = host.querySelector('[aria-label^="Figure 4"]')!;
  expect(figure.querySelectorAll('svg[role=img]').length).toBe(3);
  expect(figure.textContent).toMatch(/LeNetFC FC-3n = \d+ · 1,000 samples/);
  expect(host.querySelectorAll('[aria-label^="Figure 5"] .tick-bar').length).toBeGreaterThanOrEqual(3);
  const before = figure.innerHTML;
  click(host.querySelector('input[value=bernoulli]'));
  expect(figure.innerHTML).not.toBe(before);
});

it('hands the stored runs to the lenses that compare, once', () => {
  const addStored = vi.fn();
  mount(<PaperLens />, FIXTURE_BUSY, { addStored });
  expect(addStored).toHaveBeenCalledTimes(1);
  expect(addStored.mock.calls[0]![0].length).toBeGreaterThan(0);
});
