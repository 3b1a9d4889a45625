import '../../core/network/networks/transformers';
import { messagesInUse } from '../../core/language/t';
import type { StoredRun } from '../documents/storedRun';
import { checkOutcomes, type Outcomes, outcomesFile } from './claims/judgeClaims';
import { checkPaperResult, type PaperResult, runOfResult } from './paperResult';

const FILES = import.meta.glob<unknown>('./results/*/*.stored.json', { eager: true, import: 'default' });
const OUTCOMES = import.meta.glob<unknown>('./results/outcomes*.stored.json', {
  eager: true,
  import: 'default',
});

/**
 * All results of the paper's figures that ship, by model and experiment. The page imports this
 * module on demand.
 */
export const STORED_PAPER: readonly PaperResult[] = Object.entries(FILES).map(([name, value]) =>
  checkPaperResult(value, name),
);

/**
 * The same results for tabs that show recorded runs. A run that was stopped gives the trials that
 * it has, not those planned.
 */
export const STORED_PAPER_RUNS: readonly StoredRun[] = STORED_PAPER.flatMap(
  (result) => runOfResult(result) ?? [],
);

/**
 * Returns the outcomes of the paper's claims in the language of the page, judged when the results
 * were measured because intervals take seconds. Empty before the first run.
 */
export function storedOutcomes(): Outcomes {
  const name = `./results/${outcomesFile(messagesInUse() === null ? 'en' : 'de')}`;
  return name in OUTCOMES ? checkOutcomes(OUTCOMES[name], name) : {};
}
