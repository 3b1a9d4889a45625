import { t } from '../../core/language/t';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { gridBers } from '../sweep/berGrid';
import { type PackedRate, packTrials, unpackRate } from '../sweep/packedTrials';
import { type Measurement, plannedResults } from '../sweep/results';
import { type BitField, BitReader, packBits } from './bitText';
import { addCheck, withoutCheck } from './checkCharacter';
import { DIGEST_BITS, settingsDigest } from './fingerprint';

/** First character of every packed run: the version of its layout. */
const LAYOUT = '1';
/** Width in bits of the width of a column. */
const WIDTH_BITS = 5;
/** Most trials that are read: a column of equal counts has the same few characters for any number. */
const MOST_TRIALS = 200_000;

/**
 * Packs the counts of a run for a frozen link: for each rate the wrong answers of trials 0, 1, 2 …
 * up to the first that is missing, as differences from the smallest of them.
 */
export function packRun({ spec, baseline, results }: Measurement): string {
  const bits = countBits(spec.numSamples);
  const byBer = new Map(packTrials(plannedResults(spec, results)).map((rate) => [rate.ber, rate]));
  const fields: BitField[] = [
    [settingsDigest(spec), DIGEST_BITS.settings],
    [baseline.float.wrong, bits],
    [baseline.quantized.wrong, bits],
  ];
  for (const ber of gridBers(spec.bers)) {
    const { wrong, due = [] } = inOrder(byBer.get(ber) ?? { ber, wrong: [] });
    fields.push([wrong.length, countBits(spec.trials)]);
    if (wrong.length === 0) continue;
    const hasDue = due.some((count) => count > 0);
    fields.push(...column(wrong, bits), [Number(hasDue), 1]);
    if (hasDue) fields.push(...column(due, bits));
  }
  return addCheck(LAYOUT + packBits(fields));
}

/**
 * Reads a packed run of an experiment. Throws SyntaxError for a text that is cut or changed, and
 * RangeError for one of other settings or with impossible counts.
 */
export function readPackedRun(text: string, spec: ExperimentSpec): Measurement {
  const reader = new BitReader(withoutCheck(text, LAYOUT, t`packed run`));
  if (reader.read(DIGEST_BITS.settings) !== settingsDigest(spec)) {
    throw new RangeError(t`Cannot use the packed run of other settings: expected those of the link`);
  }
  const { numSamples: total } = spec;
  const bits = countBits(total);
  const faultFree = () => ({ wrong: checked(reader.read(bits), total), total, wrongPerClass: [], flips: 0 });
  const baseline = { float: faultFree(), quantized: faultFree() };
  let all = 0;
  const results = gridBers(spec.bers).flatMap((ber) => {
    const numTrials = checked(reader.read(countBits(spec.trials)), spec.trials);
    all += numTrials;
    if (all > MOST_TRIALS)
      throw new RangeError(
        t`Cannot use the packed run: found ${all} trials or more, expected at most ${MOST_TRIALS}`,
      );
    if (numTrials === 0) return [];
    const wrong = readColumn(reader, numTrials, bits);
    const due = reader.read(1) === 1 ? readColumn(reader, numTrials, bits) : [];
    for (const [trial, count] of wrong.entries()) checked(due[trial] ?? 0, checked(count, total));
    return unpackRate({ ber, wrong, due }, total);
  });
  if (!reader.isDone) throw new RangeError(t`Cannot use the packed run: found more than the last rate`);
  return { spec, baseline, results };
}

/** Keeps the trials 0, 1, 2 … up to the first that is missing. */
function inOrder({ ber, trials = [], wrong, due = [] }: PackedRate): PackedRate {
  const missing = trials.findIndex((trial, place) => trial !== place);
  const end = missing < 0 ? wrong.length : missing;
  return { ber, wrong: wrong.slice(0, end), due: due.slice(0, end) };
}

/** Width in bits of a count from 0 to `most`. */
function countBits(most: number): number {
  return Math.ceil(Math.log2(most + 1));
}

/** Packs counts as their least, the width of their differences from it, and these. */
function column(counts: readonly number[], bits: number): readonly BitField[] {
  const least = Math.min(...counts);
  const width = countBits(Math.max(...counts) - least);
  return [[least, bits], [width, WIDTH_BITS], ...counts.map((count) => [count - least, width] as const)];
}

function readColumn(reader: BitReader, length: number, bits: number): readonly number[] {
  const least = reader.read(bits);
  const width = reader.read(WIDTH_BITS);
  return Array.from({ length }, () => least + reader.read(width));
}

function checked(count: number, most: number): number {
  if (count <= most) return count;
  throw new RangeError(t`Cannot use a count of ${count} in the packed run: expected at most ${most}`);
}
