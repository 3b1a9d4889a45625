import type { StoredRun } from '../documents/storedRun';
import { checkOutcomes, type Outcomes } from './claims/judgeClaims';
import { checkPaperResult, type PaperResult, runOfResult } from './paperResult';

const FILES = import.meta.glob<unknown>('./results/*/*.stored.json', { eager: true, import: 'default' });
const OUTCOMES = import.meta.glob<unknown>('./results/outcomes.stored.json', {
  eager: true,
  import: 'default',
});

/** Every result of the paper's figures that ships, by model and experiment. The page imports this module when it is asked for. */
export const STORED_PAPER: readonly PaperResult[] = Object.entries(FILES).map(([name, value]) =>
  checkPaperResult(value, name),
);

/** The same for tabs that show stored runs: a run that was stopped says how many patterns it has, not how many were planned. */
export const STORED_PAPER_RUNS: readonly StoredRun[] = STORED_PAPER.flatMap(
  (result) => runOfResult(result) ?? [],
);

/** What they say of the paper's claims, judged when they were measured: intervals take seconds. Empty before the first run. */
export const STORED_OUTCOMES: Outcomes = Object.assign(
  {},
  ...Object.entries(OUTCOMES).map(([name, value]) => checkOutcomes(value, name)),
);
