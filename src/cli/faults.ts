import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseBer } from '../core/ber';
import { CATALOG } from '../core/catalog';
import { SpecError } from '../core/errors';
import { drawFaultPattern } from '../core/faultPattern';
import { formatQFormat } from '../core/qformat';
import { faultDraw, siteLayers, wordSpace } from '../engine/staticFaults';
import { formatLink } from '../experiment/link';
import { inField, toInjection } from '../experiment/spec';
import { DEFAULT_VIEW } from '../experiment/view';
import { runCommand, say } from './command';
import { describeSession } from './report';
import { environmentOf, openSession } from './session';
import { numberOf, readExperiment, SPEC_OPTIONS, SPEC_USAGE } from './specOptions';

const USAGE = `Usage: npm run faults -- --ber <rate> --trial <n> --out faults.json [options]

Writes the receipt of one trial: which bits flip in which tensor, and what the network then gets wrong, so that any other
program can check it. --ber takes one rate here.

${SPEC_USAGE}

Receipt:
  --trial <n>           number of the fault pattern [0]
  --out <file>          where to write the JSON [standard output]
  --help                print this text
`;

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...SPEC_OPTIONS,
      trial: { type: 'string', default: '0' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { ber: berText, trial: trialText, out, help: _, ...options } = values;
  if (berText === undefined)
    throw new SpecError('ber', 'The rate is missing: expected --ber <rate>, such as 1e-3');
  const ber = inField('ber', () => parseBer(berText));
  const trial = numberOf('trial', trialText);
  if (trial >>> 0 !== trial) {
    throw new SpecError(
      'trial',
      `Cannot use trial "${trialText}": expected a whole number from 0 to 4294967295`,
    );
  }

  const requested = readExperiment({ ...options, ber: berText }, say);
  const session = await openSession(requested, say, 1);
  const { spec, pool, assets } = session;
  say(describeSession(session));
  const never = new AbortController().signal;
  const injection = toInjection(spec, ber, trial);
  const baseline = await pool.baseline(injection.site, injection.numImages, never);
  const [count] = await pool.evaluate([injection], never);
  const draw = faultDraw(injection);
  const receipt = {
    spec: { ...spec, format: formatQFormat(spec.format), bers: berText },
    link: formatLink(spec, { ...DEFAULT_VIEW, cursorBer: ber, trial }),
    ber,
    trial,
    preprocessing: assets.preprocessing,
    environment: environmentOf(session),
    baseline: { float: baseline.float.wrong, quantised: baseline.quantized.wrong },
    result: {
      wrong: count!.wrong,
      total: count!.total,
      wrongPerClass: count!.wrongPerClass,
      flips: count!.flips,
    },
    tensors: siteLayers(CATALOG.get(spec.model)!, injection.site).map((layer) => ({
      name: `${layer.name}/kernel`,
      shape: layer.kernelShape,
      format: formatQFormat(spec.format),
      encoding: spec.encoding,
      bitAddresses: [...drawFaultPattern(wordSpace(layer, injection.site), draw)],
    })),
  };
  pool.terminate();
  const text = `${JSON.stringify(receipt)}\n`;
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text);
    say(`Wrote ${count!.flips} flipped bits to ${out}: ${count!.wrong} of ${count!.total} images wrong`);
  }
  return 0;
});
