import { AssetError, SpecError } from '../../core/errors';
import { hasTicks } from '../../core/samples/measure';
import { decimalsOf, evidenceOf, neededTrials, provisionalNote } from '../../experiment/curve/evidence';
import { guessingSentence } from '../../experiment/curve/guessing';
import { readDocument } from '../../experiment/documents/readDocument';
import { jsonKey } from '../../experiment/settings/readableSpec';
import { completeTrials, type Measurement } from '../../experiment/sweep/results';
import { boundText, intervalNote } from '../../experiment/text/boundWords';
import { lossText } from '../../experiment/text/lossWords';
import { whyNoTicks } from '../../experiment/text/measureWords';
import { countOf, multiple } from '../../experiment/text/numberWords';
import { tickText } from '../../experiment/text/rateWords';
import { type ComparedTick, compareTicks, incomparableSetting } from '../../experiment/ticks/comparison';
import { whyUnresolved } from '../../experiment/ticks/tick';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import { runCommand } from '../options/command';
import { readGivenFile } from '../session/readGivenFile';
import { describeSpec } from '../session/report';

const USAGE = `Usage: npm run compare -- a.json b.json

Reads the results of two sweeps of the same network on the same images, such as one in Q2.6 and one
in Q3.13, and prints how many times the bit errors of b it is that a takes before it loses 0, 1, 5
or 10 points. Sweeps of equal seed, protocol and sampling that share a faulty tensor are paired by
trial, which makes the ratio's interval narrower.

Options:
  --help   print this text
`;

runCommand({ usage: USAGE, options: {}, allowPositionals: true }, async (_, positionals) => {
  const [fileA, fileB] = positionals;
  if (fileA === undefined || fileB === undefined || positionals.length !== 2) {
    throw new SpecError(
      'compare',
      `Cannot compare ${countOf(positionals.length, 'file')}: expected two, a.json and b.json`,
    );
  }
  const [a, b] = [readMeasurement(fileA), readMeasurement(fileB)];
  const setting = incomparableSetting(a.spec, b.spec);
  if (setting !== null) {
    throw new AssetError(
      fileB,
      `Field "spec.${jsonKey(setting)}" is ${b.spec[setting]}: expected ${a.spec[setting]}, as in ${fileA}`,
    );
  }
  for (const { spec, baseline } of [a, b]) {
    const guessing = guessingSentence(spec, baseline);
    if (!hasTicks(spec.measure)) throw new AssetError(fileA, whyNoTicks());
    if (guessing !== null) throw new AssetError(baseline === a.baseline ? fileA : fileB, guessing);
  }
  const comparison = compareTicks(a, b);
  if (comparison === null) {
    const empty = a.results.length === 0 ? fileA : fileB;
    throw new AssetError(empty, 'The file has no trials: expected some at a rate above 0');
  }
  const fewest = Math.min(...[a, b].map(completeTrials));
  const lines = [
    `a  ${fileA}: ${describeSpec(a.spec)}`,
    `b  ${fileB}: ${describeSpec(b.spec)}`,
    comparison.arePaired
      ? 'Paired by trial: seed, protocol and sampling are equal'
      : 'Not paired: seed, protocol or sampling differ, or no tensor is faulty in both, so the intervals of the ratios are wide',
    `Highest bit error rate that costs at most${provisionalNote(fewest)}`,
    ...comparison.ticks.flatMap((tick) => describeTick(tick, fewest)),
    ...(evidenceOf(fewest) === 'early' ? [`No ratio yet: ${neededTrials(fewest)}`] : []),
    '',
  ];
  process.stdout.write(lines.join('\n'));
  return 0;
});

function readMeasurement(file: string): Measurement {
  const text = new TextDecoder().decode(readGivenFile(file, 'the JSON of a sweep'));
  return readDocument(text, file);
}

/** `trials` are the fewest at a rate of either. */
function describeTick({ a, b, ratio, areApart }: ComparedTick, trials: number): string[] {
  const apart = { true: 'intervals apart', false: 'intervals overlap', null: 'intervals not resolved' };
  const compared = evidenceOf(trials) === 'early' ? '' : ` ${ratioText(ratio)}, ${apart[`${areApart}`]}`;
  return [
    `  ${lossText(a)}:${compared}`,
    ...[a, b].map(
      (tick, index) => `    ${'ab'[index]}    ${tickText(tick, whyUnresolved(tick), decimalsOf(trials))}`,
    ),
  ];
}

function ratioText({ ratio, interval }: TickRatio): string {
  if (ratio === null) return 'a/b not known';
  return `a/b ${boundText(ratio, multiple)}${intervalNote(interval, multiple)}`;
}
