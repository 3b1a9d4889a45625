// @vitest-environment happy-dom
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseLink } from '../../../experiment/link/link';
import { CLAIMS } from '../../../experiment/paper/claims/claims';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { bodyCells, click, mount, spokenAfter, toggle, unmountAll } from '../../fixtures/mount';
import { PaperTab } from './PaperTab';

const claimRows = (host: HTMLElement) => [...host.querySelectorAll('details.claim')];

describe('as it opens', () => {
  // Rendered once, because these tests do not change it.
  let host: HTMLElement;
  beforeAll(() => {
    host = mount(<PaperTab />, FIXTURE_BUSY).host;
  });
  afterAll(unmountAll);

  it('lists every claim with the paper’s number, a verdict in words and a link that opens it', () => {
    const rows = claimRows(host);
    expect(rows.length).toBe(CLAIMS.length);
    for (const { words, link } of CLAIMS) {
      const row = rows.find((one) => one.textContent!.includes(words))!;
      expect(row.querySelector('.claim-verdict')!.textContent).toMatch(/[a-z]{3}/);
      expect(row.querySelector('a')?.getAttribute('href') ?? null).toBe(link);
      if (link !== null) expect(row.querySelector('.open-live')!.textContent).toMatch(/live in about \d+ /);
    }
  });

  it('starts with the verdicts and the figures, then lists the claims, tested ones first, each in one line', () => {
    expect(host.querySelector('.finding')!.textContent).toMatch(/^\d+ claims: \d+ reproduced, /);
    const verdicts = claimRows(host).map((row) => row.querySelector('.claim-verdict')!.textContent!);
    const rank = (verdict: string) => (/yet$/.test(verdict) ? 1 : /cannot/.test(verdict) ? 2 : 0);
    expect(verdicts.map(rank)).toEqual(verdicts.map(rank).toSorted());
    expect(rank(verdicts[0]!)).toBe(0);
    const sections = [...host.querySelectorAll('section.panel')];
    expect(sections.map((section) => section.querySelectorAll('details.claim').length)).toEqual([
      0,
      0,
      0,
      0,
      0,
      CLAIMS.length,
      0,
    ]);
    expect(host.querySelectorAll('details.claim[open]').length).toBe(0);
    expect(sections.at(-1)!.querySelector('h2')!.textContent).toBe('How this was measured');
  });

  it('opens each plot live in the tab that draws it, with the time that it takes', () => {
    const links = (figure: number) =>
      [...host.querySelectorAll(`[aria-label^="Figure ${figure}"] .open-live a`)].map(
        (link) => parseLink(link.getAttribute('href')!).view.tab,
      );
    expect(links(4)).toEqual(['explore', 'explore', 'explore']);
    expect(new Set([2, 3, 5, 6].flatMap(links))).toEqual(new Set(['chip', 'types', 'layers', 'structures']));
    const all = [...host.querySelectorAll('.paper-plot .open-live')].map(({ textContent }) => textContent!);
    expect(all.every((text) => /live in about \d+ /.test(text))).toBe(true);
  });
});

describe('as it is used', () => {
  afterEach(unmountAll);

  it('draws LeNetFC’s figures from recorded runs, with n and samples, under the chosen rule', () => {
    const { host } = mount(<PaperTab />, FIXTURE_BUSY);
    const figure = host.querySelector('[aria-label^="Figure 4"]')!;
    expect(figure.querySelectorAll('svg[role=img]').length).toBe(3);
    expect(figure.textContent).toMatch(/LeNetFC FC-3n = \d+ · 1,000 samples/);
    expect(host.querySelectorAll('[aria-label^="Figure 5"] .tick-bar').length).toBeGreaterThanOrEqual(3);
    const before = figure.innerHTML;
    const rule = (of: number) => host.querySelector(`[aria-label^="Figure ${of}"] > .note`)!.textContent;
    expect(rule(4)).toBe('A fixed number of bits flips; every rate draws its own flips.');
    click(host.querySelector('input[value=bernoulli]'));
    expect(figure.innerHTML).not.toBe(before);
    for (const one of [4, 6])
      expect(rule(one)).toBe('Each bit flips by chance; every rate draws its own flips.');
  });

  it('reads recorded curves rate by rate and tick bars row by row, and marks what is read', () => {
    const { host } = mount(<PaperTab />, FIXTURE_BUSY);
    const chart = (of: number) =>
      host.querySelector(`[aria-label^="Figure ${of}"]`)!.querySelector('[role=slider]')!;
    const curves = chart(4);
    expect(curves.querySelector('.cursor-line')).toBeNull();
    const last = spokenAfter(curves, 'End');
    expect(last).toMatch(/^1 times ten to the minus one; FC-1 \d+\.\d+\u00a0%$/);
    expect(spokenAfter(curves, 'ArrowLeft')).not.toBe(last);
    expect(curves.querySelectorAll('.cursor-line, .cursor-dot')).toHaveLength(2);
    const bars = chart(5);
    const labels = () => [...bars.querySelectorAll('.tick-bar')].map((bar) => bar.textContent);
    const before = labels();
    expect(spokenAfter(bars, 'ArrowRight')).toMatch(/^FC-2/);
    expect(labels().map((text, row) => text !== before[row])).toEqual([false, true, false]);
  });

  it('has every figure as tables: one for each curve, one for each plot of tick bars', async () => {
    const { host } = mount(<PaperTab />, {
      ...FIXTURE_BUSY,
      // The recorded ticks are in points, whatever the Layers tab shows.
      view: { ...FIXTURE_BUSY.view, loss: 'relative' },
    });
    const tables = async (of: number) => {
      const figure = host.querySelector(`[aria-label^="Figure ${of}"]`)!;
      await toggle(figure.querySelector('.as-table'));
      return [...figure.querySelectorAll('table')];
    };
    const curves = await tables(4);
    expect(curves.map((table) => table.querySelector('caption')!.textContent)).toEqual([
      expect.stringMatching(/^LeNetFC FC-1, n = \d+ · 1,000 samples$/),
      expect.stringMatching(/^LeNetFC FC-2, n = /),
      expect.stringMatching(/^LeNetFC FC-3, n = /),
    ]);
    const [ticks] = await tables(5);
    expect(ticks!.textContent).toContain('Losses are in percentage points');
    expect(bodyCells(ticks!).map(([layer]) => layer)).toEqual(['FC-1', 'FC-2', 'FC-3']);
  });

  it('adds the recorded runs to the comparison tabs, once', () => {
    const addStored = vi.fn();
    mount(<PaperTab />, FIXTURE_BUSY, { addStored });
    expect(addStored).toHaveBeenCalledTimes(1);
    expect(addStored.mock.calls[0]![0].length).toBeGreaterThan(0);
  });
});
