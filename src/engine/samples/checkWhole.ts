import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { WholeInput } from '../../core/network/model';
import { placeOfSample } from './preprocess';
import type { RawSamples } from './rawSamples';

/**
 * Throws AssetError for the first input of a network that is no whole number in its range, naming
 * the sample, the value found and those that it takes. `inputs` are [samples · size]; `first` is
 * the place of their first sample.
 */
export function checkWhole(
  raw: RawSamples,
  first: number,
  inputs: Float32Array,
  size: number,
  { least, most }: WholeInput,
): void {
  const wrong = inputs.findIndex((value) => !fits(value, least, most));
  if (wrong < 0) return;
  throw new AssetError(
    placeOfSample(raw, first + Math.floor(wrong / size)),
    t`Value ${wrong % size} is ${inputs[wrong]!} at the network's input: expected a whole number from ${least} to ${most}`,
  );
}

/** Returns true for a whole number in a range. */
export function fits(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
