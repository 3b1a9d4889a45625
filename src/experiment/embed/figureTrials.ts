import { type PackedRate, unpackRate } from '../sweep/packedTrials';

/**
 * Returns the JSON value of a document with its `packed` trials as a list. Anything that is not of
 * this form is left as it is, so that the reader of the document refuses it with its place.
 */
export function unpackTrials(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document.packed)) return document;
  const { packed, ...rest } = document;
  const { total, rates } = packed;
  const unpack = (rate: unknown): readonly unknown[] =>
    isRate(rate) ? unpackRate(rate, total as number) : [rate];
  return { ...rest, trials: Array.isArray(rates) ? rates.flatMap(unpack) : rates };
}

/** True for lists of the right shape. The reader of the document checks what they hold. */
function isRate(rate: unknown): rate is PackedRate {
  if (!isRecord(rate)) return false;
  const { wrong, trials = [], due = [] } = rate;
  return [wrong, trials, due].every(Array.isArray);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
