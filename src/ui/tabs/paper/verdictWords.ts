import { t } from '../../../core/language/t';
import { type Outcome, VERDICTS } from '../../../experiment/paper/claims/claim';

/** Names a verdict in the language of the page, or says why there is none yet. */
export function verdictWords({ verdict, ours }: Pick<Outcome, 'verdict' | 'ours'>): string {
  if (verdict === null) return ours === '' ? t`not run yet` : t`not settled yet`;
  const words = [t`reproduced`, t`direction only`, t`not reproduced`, t`cannot be tested here`];
  return words[VERDICTS.indexOf(verdict)]!;
}
