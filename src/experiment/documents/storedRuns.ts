import { type CountLetters, readLetters } from './countLetters';
import { readStoredRun, type StoredRunFile } from './storedRun';
import lenetFc from './storedRuns/lenet-fc.stored.json';

/** A recorded run whose counts are letters: its bytes are part of the first script. */
export interface LetteredRunFile extends Omit<StoredRunFile, 'rates'> {
  readonly trials: number;
  readonly rates: readonly (CountLetters & { readonly ber: number })[];
}

/** All runs that ship with the page. */
export const STORED_RUNS = [readLettered(lenetFc as LetteredRunFile)];

function readLettered({ trials, rates, ...file }: LetteredRunFile) {
  const unpacked = rates.map((rate) => ({ ber: rate.ber, wrong: readLetters(rate, trials) }));
  return readStoredRun({ ...file, rates: unpacked });
}
