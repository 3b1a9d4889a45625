import { SpecError } from '../../core/errors';
import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { hasTicks } from '../../core/samples/measure';
import type { Baseline } from '../../core/site/injection';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW, GROUPINGS } from '../../experiment/link/view';
import { checkHasBits } from '../../experiment/settings/checkLayers';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { checkChoice } from '../../experiment/settings/settingError';
import { seriesOf } from '../../experiment/sweep/series';
import { capitalized } from '../../experiment/text/capitalized';
import { lossText } from '../../experiment/text/lossWords';
import { whyNoTicks } from '../../experiment/text/measureWords';
import { countOf } from '../../experiment/text/numberWords';
import { tickText } from '../../experiment/text/rateWords';
import { foundTick } from '../../experiment/ticks/search/foundTick';
import { searchSpecTicks } from '../../experiment/ticks/search/specTicks';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { whyUnresolved } from '../../experiment/ticks/tick';
import { printStatus, runCommand, stoppedExit, stopSignal } from '../options/command';
import { workersOf } from '../options/numbers';
import { SPEC_OPTIONS } from '../options/specOptions';
import { specUsage } from '../options/specUsage';
import { rejectUnsupported, type UnsupportedOptions } from '../options/unsupportedOptions';
import { describeBaseline, describeSession } from '../session/report';
import { requestExperiment } from '../session/requestExperiment';
import { openSession } from '../session/session';

const UNSUPPORTED: UnsupportedOptions = {
  ber: 'a search chooses its rates itself, between --from and --to',
  trials: 'a search runs as many as it needs',
  protocol: 'every rate of a search draws its own flips',
};

const USAGE = `Usage: npm run ticks -- [options]

Finds the rates that cost 0, 1, 5 and 10 points with few trials: it looks for each crossing and
measures it anew on fresh trials (docs/tick-search.md). Rates, trials and protocol of a link are
ignored. Ctrl-C stops and keeps what is printed.

${specUsage(Object.keys(UNSUPPORTED))}

Search:
  --each <what>         blocks or layers: one search for each [all chosen layers together]
  --from <rate>         lowest rate that is searched, a power of ten from 1e-12 to 1e-1 [1e-8]
  --to <rate>           highest, likewise [1e-1]
  --workers <n>         engine workers on WASM and cpu [one per core]
  --help                print this text
`;

const OPTIONS = {
  ...SPEC_OPTIONS,
  each: { type: 'string' },
  from: { type: 'string', default: '1e-8' },
  to: { type: 'string', default: '1e-1' },
  workers: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const { each: eachText, from: fromText, to: toText, workers: workersText, ...options } = values;
  rejectUnsupported(options, UNSUPPORTED);
  const each = eachText === undefined ? null : checkChoice('each', eachText, GROUPINGS);
  const span = { from: powerOf('from', fromText), to: powerOf('to', toText) };
  if (span.from >= span.to)
    throw new SpecError(
      'from',
      `Cannot search from ${span.from} to ${span.to}: expected the lower rate first`,
    );
  const workers = workersOf(workersText);
  const requested = await requestExperiment(options, printStatus);
  checkHasTicks(requested.spec);
  const stop = stopSignal();
  const session = await openSession(requested, printStatus, workers);
  const spec = { ...session.spec, rateCoupling: 'independent' as const };
  printStatus(describeSession({ ...session, spec }, Object.keys(UNSUPPORTED)));
  const model = checkModel(spec.model);
  checkHasBits(spec.structures, spec.layers, model);
  const sayBaseline = (baseline: Baseline) =>
    process.stdout.write(`  ${describeBaseline(baseline, sampleNoun(model.dataKind), spec.measure)}\n`);
  const whole = { id: 'all', label: spec.layers.join(', '), spec };
  const searched = each === null ? [whole] : seriesOf('layers', spec, each, requested.view.blocks);
  for (const series of searched) {
    process.stdout.write(`${series.label}  ${formatLink(series.spec, DEFAULT_VIEW)}\n`);
    for await (const tick of searchSpecTicks(series.spec, span, session.engine, stop, sayBaseline))
      process.stdout.write(`${describeTick(tick)}\n`);
    if (stop.aborted) break;
  }
  session.pool.terminate();
  return stop.aborted ? stoppedExit(stop) : 0;
});

function checkHasTicks({ measure }: ExperimentSpec): void {
  if (!hasTicks(measure))
    throw new SpecError('measure', `${capitalized(whyNoTicks())}: expected another measure`);
}

function describeTick(tick: TickEstimate): string {
  const rate = tickText(tick, whyUnresolved(foundTick(tick)));
  return `  ${lossText(tick)}: ${rate}, ${countOf(tick.evaluations, 'trial')} with flips`;
}

function powerOf(field: string, text: string): number {
  if (/^1e-(?:[1-9]|1[0-2])$/.test(text)) return Number(text);
  throw new SpecError(
    field,
    `Cannot use ${field} ${JSON.stringify(text.slice(0, 40))}: expected a power of ten, written as 1e-12 to 1e-1`,
  );
}
