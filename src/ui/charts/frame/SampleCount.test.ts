import { expect, it } from 'vitest';
import { placesWithCount } from './SampleCount';

it('keeps labels apart and above the labels of the rate axis', () => {
  const places = placesWithCount([20, 198, 197], 200);
  expect(places[0]).toBe(20);
  expect(places[3]).toBe(200);
  const sorted = [...places].sort((a, b) => a - b);
  for (const [index, place] of sorted.slice(1).entries())
    expect(place - sorted[index]!).toBeGreaterThanOrEqual(15 - 1e-9);
});
