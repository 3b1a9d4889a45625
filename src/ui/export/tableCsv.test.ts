// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { tablesIn } from './tableCsv';

function tables(html: string) {
  const host = document.createElement('section');
  host.innerHTML = html;
  return tablesIn(host, 'Panel');
}

it('writes plain numbers, and repeats a cell in all that it spans', () => {
  const [table] = tables(`<table><caption>Rates<small>of 30</small></caption>
    <tr><th>Layer</th><th colspan="2">Rate</th></tr>
    <tr><th rowspan="2">fc-1</th><td>1.8 × 10⁻⁵</td><td>1,000<small>provisional</small></td></tr>
    <tr><td><button>10⁻⁶</button><span class="sr-only">hidden</span></td><td>–</td></tr></table>`);
  expect(table).toEqual({
    title: 'Rates',
    csv: 'Layer,Rate,Rate\nfc-1,1.8e-5,1000; provisional\nfc-1,1e-6,\n',
  });
});

it('names a table without a caption after its panel', () => {
  expect(tables('<p></p>')).toEqual([]);
  expect(tables('<table><tr><td>1</td></tr></table>')).toEqual([{ title: 'Panel', csv: '1\n' }]);
});
