import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { BerSliderTrack } from './BerSliderTrack';

/** Draws the track from 1e-6 to 1e-1. It has 46 steps: 6 to the first rate, then 8 per decade. */
const draw = (oneFlipBer: number) =>
  renderToStaticMarkup(
    <BerSliderTrack domain={{ from: 1e-6, to: 1e-1 }} stops={[0, 1e-6, 1e-3]} oneFlipBer={oneFlipBer} />,
  );
const percent = (stops: number) => `${Math.round((stops / 46) * 10000) / 100}%`;

it('is hatched from the first rate to that of one expected flip', () => {
  const hatched = (oneFlipBer: number) =>
    /<rect x="([^"]*)" y="4" width="([^"]*)"/.exec(draw(oneFlipBer))?.slice(1);
  expect(hatched(1e-4)).toEqual([percent(6), percent(16)]);
  expect(hatched(1e-4)).toEqual(['13.04%', '34.78%']);
  expect(hatched(1e-1)).toEqual([percent(6), percent(40)]);
  // The whole track, where a trial flips nothing at any rate.
  expect(hatched(0.5)).toEqual([percent(6), percent(40)]);
});

it('is not hatched where every rate flips a bit', () => {
  expect(draw(1e-6)).not.toContain('<rect');
});

it('has a mark at each stop and a label at each power of ten', () => {
  const stops = [...draw(1e-4).matchAll(/class="slider-stop" x1="([^"]*)"/g)].map(([, x]) => x);
  expect(stops).toEqual(['0%', percent(6), percent(30)]);
  const labels = [...draw(1e-4).matchAll(/class="slider-label" x="([^"]*)"[^>]*>([^<]*)</g)];
  expect(labels.map(([, x, text]) => [x, text])).toEqual([
    [percent(6), '10⁻⁶'],
    [percent(14), '10⁻⁵'],
    [percent(22), '10⁻⁴'],
    [percent(30), '10⁻³'],
    [percent(38), '10⁻²'],
    [percent(46), '10⁻¹'],
    ['0', '0'],
  ]);
});
