import { SpecError } from '../../core/errors';
import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { parseBer } from '../../core/pattern/ber';
import { drawFaultPattern, imagesPerSegment } from '../../core/pattern/faultPattern';
import type { ErrorCount, Injection } from '../../core/site/injection';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { formatText } from '../../core/words/numberFormat';

import { formatLink } from '../../experiment/link/link';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { readableSpec } from '../../experiment/settings/readableSpec';
import { inField } from '../../experiment/settings/settingError';
import { toInjection } from '../../experiment/settings/toInjection';
import { errorText } from '../../experiment/text/errorWords';
import { errorTitle } from '../../experiment/text/measureWords';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { printStatus, runCommand } from '../options/command';
import { wholeNumberOf } from '../options/numbers';
import { checkOutFile, writeResults } from '../options/outFile';
import { SPEC_OPTIONS } from '../options/specOptions';
import { specUsage } from '../options/specUsage';
import { rejectUnsupported, type UnsupportedOptions } from '../options/unsupportedOptions';
import { propagationTable } from '../session/propagationTable';
import { describeSession } from '../session/report';
import { requestExperiment } from '../session/requestExperiment';
import { environmentOf, openSession } from '../session/session';

const UNSUPPORTED: UnsupportedOptions = { trials: 'a receipt is of one trial, which --trial names' };

const USAGE = `Usage: npm run faults -- --ber <rate> --trial <n> --out faults.json [options]

Writes the receipt of one trial: which bits flip in which tensor, and what the network then gets
wrong, so that any other program can check it.

${specUsage(['ber', 'trials'])}

Receipt:
  --ber <rate>          bit error rate, 0 or such as 1e-3 [the link's cursor: 1e-3]
  --trial <n>           number of the trial [the link's: 0]
  --propagation <n>     also follow the faults through the network for sample n, from 0
  --out <file>          where to write the JSON [standard output]
  --help                print this text
`;

const OPTIONS = {
  ...SPEC_OPTIONS,
  trial: { type: 'string' },
  propagation: { type: 'string' },
  out: { type: 'string' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const { ber: berText, trial: trialText, propagation: sampleText, out, ...options } = values;
  rejectUnsupported(options, UNSUPPORTED);
  if (out !== undefined) checkOutFile(out, ['.json']);
  const requested = await requestExperiment(options, printStatus);
  const ber = berText === undefined ? requested.view.cursorBer : inField('ber', () => parseBer(berText));
  const trial =
    trialText === undefined ? requested.view.trial : wholeNumberOf('trial', trialText, 0, 2 ** 32 - 1);
  const sample = sampleText === undefined ? null : wholeNumberOf('propagation', sampleText, 0, 2 ** 32 - 1);
  checkOneSegment(requested.spec, toInjection(requested.spec, ber, trial));
  const session = await openSession(requested, printStatus, 1);
  const { spec, pool, engine } = session;
  printStatus(describeSession(session, Object.keys(UNSUPPORTED)));
  const never = new AbortController().signal;
  const injection = toInjection(spec, ber, trial);
  if (sample !== null) checkSample(sample, engine.assets.numSamples);
  const baseline = await engine.baseline(injection, never);
  const [count] = await engine.evaluate([injection], never);
  const propagation = sample === null ? null : await engine.propagate({ injection, sample }, never);
  const receipt = {
    spec: readableSpec(spec),
    link: formatLink(spec, { ...requested.view, cursorBer: ber, trial }),
    ber,
    trial,
    preprocessing: engine.assets.preprocessing,
    environment: environmentOf(session),
    baseline: { float: receiptOf(baseline.float), quantised: receiptOf(baseline.quantized) },
    result: {
      wrong: count!.wrong,
      total: count!.total,
      wrongPerClass: count!.wrongPerClass,
      flips: count!.flips,
      due: count!.due ?? 0,
      ...(count!.value !== undefined && { value: count!.value }),
    },
    ...(propagation === null ? {} : { propagation }),
    samples: await engine.origins(injection.numSamples, never),
    tensors: trialTensors(checkModel(spec.model), injection).map(
      ({ structure, name, shape, format, encoding, space }) => ({
        ...{ name, structure, tensor: space.tensor, shape },
        format: formatText(format),
        ...(encoding !== null && { encoding }),
        bitAddresses: [...drawFaultPattern(space, faultDraw(injection, structure))],
      }),
    ),
  };
  pool.terminate();
  if (propagation !== null) printStatus(propagationTable(propagation, engine.assets.classNames));
  const samples = countOf(count!.total, sampleNoun(checkModel(spec.model).dataKind));
  const countText =
    count!.value === undefined
      ? `${grouped(count!.wrong)} of ${samples} ${spec.measure === 'changed' ? 'changed' : 'wrong'}`
      : `${errorTitle(spec.measure).toLowerCase()} ${errorText(count!.value, spec.measure)}, ${samples}`;
  const summary = `${countOf(count!.flips, 'flipped bit')} (${countText})`;
  return writeResults(`${JSON.stringify(receipt)}\n`, out, summary);
});

function checkSample(sample: number, numSamples: number): void {
  if (sample < numSamples) return;
  throw new SpecError(
    'propagation',
    `Cannot use ${sample} for --propagation: expected a sample from 0 to ${numSamples - 1}`,
  );
}

/** Wrong images of a run without faults, or its value. */
function receiptOf({ wrong, value }: ErrorCount): number {
  return value ?? wrong;
}

/** A receipt lists the bits of one stream, which is as long as a segment of transient faults. */
function checkOneSegment(spec: ExperimentSpec, injection: Injection): void {
  for (const { name, space, transientWords } of trialTensors(checkModel(spec.model), injection)) {
    if (space.streamWindow === undefined || space.numWords < 2 ** 32) continue;
    throw new SpecError(
      'images',
      `Cannot write a receipt of ${countOf(spec.numSamples, sampleNoun(checkModel(spec.model).dataKind))}: ${name} takes transient faults for at most ${imagesPerSegment(transientWords!)} in one stream`,
    );
  }
}
