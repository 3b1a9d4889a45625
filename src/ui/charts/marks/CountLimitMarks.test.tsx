import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { rowScale } from '../frame/rowFrame';
import { CountLimitEntry } from '../legend/CountLimitEntry';
import { CountLimitMarks } from './CountLimitMarks';
import type { CountLimits } from './countLimits';

// 100 pixels per decade.
const FRAME = { x: rowScale({ from: 1e-6, to: 1e-1 }, 0, 500), top: 10, bottom: 90 };
const FREE: CountLimits = { none: null, layers: [] };

function draw(...limits: readonly CountLimits[]) {
  const series = limits.map((one, index) => ({ id: `${index}`, look: 'a' as const, limits: one }));
  const html = renderToStaticMarkup(
    <svg aria-hidden="true">
      <CountLimitMarks frame={FRAME} series={series} />
    </svg>,
  );
  return {
    hatched: [...html.matchAll(/<rect x="(\d+)" y="10" width="(\d+)" height="80"/g)].map(([, x, width]) => [
      x,
      width,
    ]),
    feet: [...html.matchAll(/M(\d+) 91v5/g)].map(([, x]) => x),
  };
}

describe('CountLimitMarks', () => {
  it('hatch a single series up to its first flip and mark its further layers', () => {
    expect(draw({ none: 1e-4, layers: [1e-3, 1e-2] })).toEqual({
      hatched: [['0', '200']],
      feet: ['300', '400'],
    });
  });

  it('hatch where no series flips, and mark where each starts to flip', () => {
    expect(draw({ none: 1e-4, layers: [] }, { none: 1e-3, layers: [] })).toEqual({
      hatched: [['0', '200']],
      feet: ['300'],
    });
    expect(draw({ none: 1e-4, layers: [] }, FREE)).toEqual({ hatched: [], feet: ['200'] });
  });

  it('draw no marks of a thin series, whose limits still restrict the hatched area', () => {
    const html = renderToStaticMarkup(
      <svg aria-hidden="true">
        <CountLimitMarks
          frame={FRAME}
          series={[
            { id: 'a', look: 'a', limits: { none: 1e-4, layers: [] } },
            { id: 'both', look: 'thin', limits: { none: null, layers: [1e-4] } },
          ]}
        />
      </svg>,
    );
    expect(html).toContain('<path class="count-foot series-a" d="M200 91v5"');
    expect(html).not.toContain('series-thin');
    expect(html).not.toContain('<rect');
  });

  it('draw nothing without limits', () => {
    expect(draw(FREE, FREE)).toEqual({ hatched: [], feet: [] });
  });
});

describe('CountLimitEntry', () => {
  const entries = (plots: readonly (readonly CountLimits[])[], feet = true) =>
    renderToStaticMarkup(<CountLimitEntry plots={plots} feet={feet} />)
      .replaceAll(/<svg.*?<\/svg>/g, '')
      .replaceAll('</li>', '\n')
      .replaceAll('<li>', '')
      .trim();

  it('has one entry for each mark, whatever the number of layers and plots', () => {
    const deep = { none: 1e-5, layers: [1e-4, 1e-3] };
    expect(entries([[deep], [deep]])).toBe(
      'fixed count: no bit flips here\nfixed count: the first bit of a layer flips here',
    );
    expect(entries([[deep]], false)).toBe('fixed count: no bit flips here');
  });

  it('compares limits within a plot, not between plots', () => {
    expect(entries([[{ none: 1e-5, layers: [] }], [{ none: 1e-4, layers: [] }]])).toBe(
      'fixed count: no bit flips here',
    );
  });

  it('draws nothing without limits', () => {
    expect(entries([[FREE]])).toBe('');
  });
});
