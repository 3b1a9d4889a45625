import { numTrialBits } from '../../../experiment/curve/curve';
import type { View } from '../../../experiment/link/view';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../../../store/state';
import { type BerDomain, berDomain } from './berScale';
import type { ChartFrame } from './chartFrame';

type OnScreen = Pick<ExplorerState, 'spec'> & { readonly view: Pick<View, 'rateAxis'> };

/**
 * Returns the factor that places the rates of another experiment on the axis of the one on screen.
 * On an axis by flipped bits, equal places flip equally many bits: the factor is the ratio of their
 * bits. On an axis by rate it is 1.
 */
export function rateFactor({ view, spec }: OnScreen, other: ExperimentSpec): number {
  return view.rateAxis === 'flips' ? numTrialBits(other) / numTrialBits(spec) : 1;
}

/**
 * Returns the axis of the experiment on screen. By flipped bits it is wide enough for the other
 * experiments too.
 */
export function placedDomain(state: OnScreen, others: readonly ExperimentSpec[]): BerDomain {
  const own = berDomain(state.spec.bers);
  if (state.view.rateAxis === 'rate') return own;
  const ends = others.map((spec) => {
    const factor = rateFactor(state, spec);
    const { from, to } = berDomain(spec.bers);
    return { from: from * factor, to: to * factor };
  });
  return {
    from: Math.min(own.from, ...ends.map(({ from }) => from)),
    to: Math.max(own.to, ...ends.map(({ to }) => to)),
  };
}

/**
 * Returns the frame in which the marks of another experiment stand at `factor` times their rates.
 */
export function placedFrame(frame: ChartFrame, factor: number): ChartFrame {
  if (factor === 1) return frame;
  const { x } = frame;
  const { from, to } = x.domain;
  const scale = (ber: number) => x(ber * factor);
  return {
    ...frame,
    x: Object.assign(scale, {
      invert: (pixel: number) => x.invert(pixel) / factor,
      domain: { from: from / factor, to: to / factor },
      range: x.range,
      breakX: x.breakX,
      decades: x.decades.map((ber) => ber / factor),
    }),
  };
}
