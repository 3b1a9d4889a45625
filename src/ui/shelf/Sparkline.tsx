import { chanceOf } from '../../experiment/curve/curve';
import { type KeptRun, runMeans } from '../../experiment/shelf/keptRun';
import { berDomain } from '../charts/frame/berScale';
import { round } from '../charts/frame/round';

const WIDTH = 88;
const HEIGHT = 32;

/** Draws the mean error of a run over its rates, from 0 to guessing, without axes. */
export function Sparkline({ run }: { readonly run: KeptRun }) {
  const { from, to } = berDomain(run.spec.bers);
  const highest = chanceOf(run.spec);
  const y = (error: number) => round(HEIGHT - 2 - (HEIGHT - 4) * Math.min(1, error / highest));
  const x = (ber: number) => round(2 + (WIDTH - 4) * (Math.log(ber / from) / Math.log(to / from)));
  const points = runMeans(run)
    .filter(({ ber }) => ber >= from && ber <= to)
    .map(({ ber, mean }) => `${x(ber)} ${y(mean)}`);
  return (
    <svg
      className="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <path className="spark-base" d={`M2 ${y(run.faultFree / run.spec.numSamples)}H${WIDTH - 2}`} />
      {points.length === 1 ? (
        <circle className="spark-point" cx={points[0]!.split(' ')[0]} cy={points[0]!.split(' ')[1]} r="2" />
      ) : (
        <path className="spark-line" d={points.length > 0 ? `M${points.join('L')}` : ''} />
      )}
    </svg>
  );
}
