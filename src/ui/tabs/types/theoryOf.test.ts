import { expect, it } from 'vitest';
import { histogramOf, meanSquareOf } from '../../../core/network/weightHistogram';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { theoryOf } from './theoryOf';

const common = { ...DEFAULT_SPEC, format: { integerBits: 3, fractionBits: 13 } };
const histograms = [histogramOf('fc-1', [[0.5, -0.5]]), histogramOf('fc-2', [[1, -1]])];

it('the mean square of weights is known to the width of a bin', () => {
  expect(meanSquareOf(histograms)).toBeCloseTo(0.625, 1);
  expect(meanSquareOf([])).toBeNull();
});

it('one integer bit less means four times as many tolerated bit errors', () => {
  expect(theoryOf(DEFAULT_SPEC, common, [])).toBeCloseTo(4, 3);
});

it('sign-magnitude words wait for the weights, and sites to which the law does not apply have no line', () => {
  const [own, other] = [DEFAULT_SPEC, common].map((spec) => ({
    ...spec,
    encoding: 'signMagnitude' as const,
  }));
  expect(theoryOf(own!, other!, [])).toBeNull();
  expect(theoryOf(own!, other!, histograms)).toBeGreaterThan(1);
  expect(theoryOf({ ...DEFAULT_SPEC, bitPositions: [0] }, common, histograms)).toBeNull();
  expect(theoryOf({ ...DEFAULT_SPEC, structures: ['weights', 'biases'] }, common, histograms)).toBeNull();
});
