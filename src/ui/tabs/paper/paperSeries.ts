import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { formatText } from '../../../core/words/numberFormat';

import { makeCurve } from '../../../experiment/curve/curve';
import { type PaperFigure, paperExperiments } from '../../../experiment/paper/figures';
import type { PaperResult } from '../../../experiment/paper/paperResult';
import { drawRule } from '../../../experiment/settings/drawRule';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { structuresTitle } from '../../../experiment/settings/siteTitle';
import { gridBers } from '../../../experiment/sweep/berGrid';
import { completeTrials } from '../../../experiment/sweep/results';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** Stored series of one model in one figure of the paper. */
export interface PaperPlotData {
  readonly model: string;
  readonly title: string;
  readonly series: readonly MeasuredSeries[];
}

/**
 * Returns the plots of a figure, one per model with results, in the order given. Figs. 3 to 5 use
 * one sampling rule. Bits of activations always flip independently, so Fig. 6 has no choice.
 */
export function paperPlots(
  results: readonly PaperResult[],
  figure: PaperFigure,
  sampling: ExperimentSpec['sampling'],
  models: readonly string[],
): readonly PaperPlotData[] {
  const rule = figure === '2' || figure === '6' ? 'bernoulli' : sampling;
  return models.flatMap((model) => {
    const experiments = paperExperiments(model).filter(
      ({ figures, spec }) => figures.includes(figure) && spec.sampling === rule,
    );
    const series = experiments.flatMap(({ id }) => {
      const result = results.find((one) => one.spec.model === model && one.id === id);
      return result === undefined ? [] : [measuredSeries(result, figure)];
    });
    return series.length === 0 ? [] : [{ model, title: checkModel(model).title, series }];
  });
}

/** Describes how the flips of all curves of a figure were drawn. */
export function plotsRule(plots: readonly PaperPlotData[]): string {
  return drawRule(plots.flatMap(({ series }) => series.map(({ spec }) => spec)));
}

function measuredSeries(result: PaperResult, figure: PaperFigure): MeasuredSeries {
  const { id, spec, baseline, results, tolerance } = result;
  const trials = completeTrials(result);
  return {
    ...{ id, spec, baseline, results, tolerance, trials },
    label: labelOf(result, figure),
    grid: { kind: 'list', bers: gridBers(spec.bers) },
    source: 'stored',
    complete: trials >= spec.trials,
    curve: makeCurve(spec, baseline, results).points,
  };
}

function labelOf({ id, spec }: PaperResult, figure: PaperFigure): string {
  switch (figure) {
    case '2':
      return spec.encoding === 'twosComplement' ? t`two’s complement` : t`sign-magnitude`;
    case '3':
      return formatText(spec.format);
    case '6':
      return structuresTitle(spec.structures);
    case '4':
    case '5':
      return id.replace(/-(?:count|bernoulli)$/, '').toUpperCase();
    default:
      return figure satisfies never;
  }
}
