import { type ReactNode, useMemo } from 'react';
import { t } from '../../../core/language/t';
import type { View } from '../../../experiment/link/view';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import type { ExplorerState } from '../../../store/state';
import { CurveTable } from '../../charts/CurveTable';
import { AsTable } from '../../charts/frame/AsTable';
import type { BerDomain } from '../../charts/frame/berScale';
import { placedDomain, rateFactor } from '../../charts/frame/rateAxis';
import { smallFrame } from '../../charts/frame/rowFrame';
import { CountLimitEntry } from '../../charts/legend/CountLimitEntry';
import { StaleEntry } from '../../charts/legend/StaleEntry';
import { countLimits } from '../../charts/marks/countLimits';
import { SmallCurve, type SmallCurveProps } from '../../charts/SmallCurve';
import type { StaleSeries } from '../../charts/useStaleSeries';
import { useExplorer } from '../../hooks/useExplorer';
import { useSize } from '../../hooks/useSize';
import { evidence } from '../../text/tickWords';

interface LayerCurvesProps {
  readonly series: readonly MeasuredSeries[];
  readonly stale: StaleSeries;
  /** Opens a series alone. Left out: the curves are no buttons. */
  readonly onExplore?: (series: MeasuredSeries) => void;
}

/** Size of a small figure in pixels until its column is measured. */
const FIRST_SIZE = { width: 240, height: 150 };

/**
 * Small curves of error against rate for every row, on equal axes (Fig. 4). Each opens its layer in
 * Explore.
 */
export function LayerCurves({ series, stale, onExplore }: LayerCurvesProps) {
  const { screen, domain } = useAxis(series);
  const limits = series.map((one) => {
    const factor = rateFactor(screen, one.spec);
    const { from, to } = domain;
    return [countLimits(one.spec, { from: from / factor, to: to / factor })];
  });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className="small-scroll" tabIndex={0} aria-label={t`Curves`}>
        <ul className="plain small-curves">
          {series.map((item) => (
            <li key={item.id}>
              <Cell series={item} {...(onExplore && { onExplore })}>
                <span className="small-head">
                  <strong>{item.label}</strong> <small>{evidence(item)}</small>
                </span>
                <FittedCurve
                  series={item}
                  stale={stale.series.find(({ id }) => id === item.id)}
                  {...{ screen, domain }}
                />
              </Cell>
            </li>
          ))}
        </ul>
      </section>
      <ul className="legend series-more">
        <StaleEntry stale={stale} />
        <CountLimitEntry plots={limits} />
      </ul>
      <AsTable label={t`The small curves as a table`}>
        {() =>
          series.map((item) => (
            <CurveTable
              key={item.id}
              caption={`${item.label}: ${evidence(item)}`}
              curve={item.curve}
              measure={item.spec.measure}
            />
          ))
        }
      </AsTable>
    </>
  );
}

interface CellProps extends Pick<LayerCurvesProps, 'onExplore'> {
  readonly series: MeasuredSeries;
  readonly children: ReactNode;
}

/** Place of one small figure: a button if it can be opened alone. */
function Cell({ series, onExplore, children }: CellProps) {
  if (onExplore === undefined) return <div className="small-figure">{children}</div>;
  return (
    <button
      type="button"
      className="small-figure"
      aria-label={`${t`Explore ${series.label} alone`}; ${evidence(series)}`}
      onClick={() => onExplore(series)}
    >
      {children}
    </button>
  );
}

/**
 * Small figure drawn at the size of its column, so that its text has the size of the text around
 * it.
 */
function FittedCurve({ series, stale, screen, domain }: FittedCurveProps) {
  const band = useExplorer((state) => state.view.band);
  const [box, { width, height }] = useSize<HTMLSpanElement>(FIRST_SIZE);
  const { measure } = series.spec;
  const frame = useMemo(
    () => smallFrame(width, height, domain, screen.view.rateAxis === 'flips' ? screen.spec : null, measure),
    [width, height, domain, screen, measure],
  );
  const factor = rateFactor(screen, series.spec);
  return (
    <span className="small-box" ref={box}>
      <SmallCurve {...{ series, stale, frame, band, factor }} />
    </span>
  );
}

interface Axis {
  readonly screen: Pick<ExplorerState, 'spec'> & { readonly view: Pick<View, 'rateAxis'> };
  readonly domain: BerDomain;
}

interface FittedCurveProps extends Pick<SmallCurveProps, 'series' | 'stale'>, Axis {}

/** Returns the axis that all small figures share, by rate or by flipped bits. */
function useAxis(series: readonly MeasuredSeries[]): Axis {
  const spec = useExplorer((state) => state.spec);
  const rateAxis = useExplorer((state) => state.view.rateAxis);
  return useMemo(() => {
    const screen = { spec, view: { rateAxis } };
    const specs = series.map((one) => one.spec);
    return { screen, domain: placedDomain(screen, specs) };
  }, [spec, rateAxis, series]);
}
