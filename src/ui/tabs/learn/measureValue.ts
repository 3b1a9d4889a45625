import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { samplesText } from '../../../core/network/sampleNoun';
import { errorOf } from '../../../core/site/injection';
import { expectedFlipsOf, lossOrigin, numTrialBits } from '../../../experiment/curve/curve';
import type { LiveValue } from '../../../experiment/lesson/lesson';
import { boundText } from '../../../experiment/text/boundWords';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { readCurve } from '../../charts/cursor/reading';
import { expectedBits, scientific } from '../../text/format';

/** A number of a lesson that the figure beside it has. */
export interface MeasuredValue {
  /** Errors in per cent, losses in points, rates as they are. */
  readonly number: number;
  /** With its unit. */
  readonly text: string;
  /** Source of the number: `live, n = 12 of 30`. */
  readonly source: string;
  /** True once every planned trial has run. */
  readonly isFinal: boolean;
}

/** Reads a value from the series of a figure. Null while it is not measured. */
export function measureValue(value: LiveValue, series: readonly MeasuredSeries[]): MeasuredValue | null {
  const one = series.find(({ label }) => label === value.of);
  if (one === undefined) return null;
  const { spec, baseline, curve, grid, tolerance, complete } = one;
  const { rate, loss } = value;
  const at = (number: number, text: string, trials = one.trials): MeasuredValue => ({
    number,
    text,
    source: complete
      ? t`${value.of}, live, n = ${trials}`
      : t`${value.of}, live, n = ${trials} of ${spec.trials}, provisional`,
    isFinal: complete,
  });
  switch (value.show) {
    case 'flips': {
      const flips = expectedFlipsOf(spec, rate);
      return { ...at(flips, expectedBits(flips)), source: t`rate times number of bits`, isFinal: true };
    }
    case 'bits': {
      const bits = numTrialBits(spec);
      return { ...at(bits, grouped(bits)), source: t`bits that may flip`, isFinal: true };
    }
    case 'safe': {
      const layers = checkModel(spec.model).layers.map(({ name }) => name);
      const safe = numTrialBits({ ...spec, layers, bitPositions: null }) - numTrialBits(spec);
      return { ...at(safe, grouped(safe)), source: t`bits that may not flip`, isFinal: true };
    }
    case 'baseline': {
      if (baseline === null) return null;
      const error = errorOf(baseline.quantized);
      return {
        ...at(100 * error, percent(error)),
        source: t`${samplesText(spec.numSamples, grouped(spec.numSamples), checkModel(spec.model).dataKind)}, no faults`,
        isFinal: true,
      };
    }
    case 'tolerance': {
      const tick = tolerance?.ticks.find((found) => found.loss === loss);
      if (tick === undefined) return null;
      return at(
        tick.ber.value,
        boundText(tick.ber, (ber) => scientific(ber)),
      );
    }
    default: {
      const reading = readCurve(rate, curve, grid, lossOrigin(spec, baseline), baseline, 'live');
      if (reading === null) return null;
      if (value.show === 'median' || value.show === 'q90' || value.show === 'below') {
        const point = curve.find(({ ber }) => ber === rate);
        if (point === undefined) return null;
        const below = one.results.filter(
          ({ ber, wrong, total }) => ber === rate && wrong / total < point.mean,
        ).length;
        const share = { median: point.median, q90: point.q90, below: below / point.trials }[value.show];
        const text = value.show === 'below' ? `${Math.round(100 * share)}\u00a0%` : percent(share);
        return at(100 * share, text, point.trials);
      }
      if (value.show === 'error') return at(100 * reading.mean, percent(reading.mean), reading.trials);
      if (baseline === null) return null;
      const points = 100 * (reading.mean - errorOf(baseline.quantized));
      return at(points, t`${points.toFixed(1).replace('-', '−')} points`, reading.trials);
    }
  }
}
