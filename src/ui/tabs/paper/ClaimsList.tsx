import { t } from '../../../core/language/t';
import {
  type Claim,
  type Outcome,
  VERDICTS,
  type Verdict,
  verdictText,
} from '../../../experiment/paper/claims/claim';
import { CLAIMS } from '../../../experiment/paper/claims/claims';
import type { Outcomes } from '../../../experiment/paper/claims/judgeClaims';
import { typeset } from '../../text/format';
import { OpenLive } from './OpenLive';

/** Glyphs of the verdicts in their order, so that these do not differ by colour only. */
const GLYPHS = ['●', '◐', '○', '–'] as const;
const UNTESTED = VERDICTS[3];

/** Groups of claims: tested ones first. Within a group they keep the paper's order. */
const GROUPS: readonly (readonly [title: () => string, holds: (verdict: Verdict | null) => boolean])[] = [
  [() => t`Tested`, (verdict) => verdict !== null && verdict !== UNTESTED],
  [() => t`No verdict yet`, (verdict) => verdict === null],
  [() => t`Cannot be tested here`, (verdict) => verdict === UNTESTED],
];

/**
 * Lists the paper's claims, one line each: the verdict, the claim and our number. A line opens to
 * the reason, the evidence, and a link that runs the experiment live.
 */
export function ClaimsList({ outcomes }: { readonly outcomes: Outcomes }) {
  return GROUPS.map(([title, holds]) => ({
    title: title(),
    claims: CLAIMS.filter(({ id }) => holds(outcomes[id]?.verdict ?? null)),
  }))
    .filter(({ claims }) => claims.length > 0)
    .map(({ title, claims }) => (
      <div key={title} className="claims-group">
        <h3>
          {title} <span className="muted">{claims.length}</span>
        </h3>
        <ul className="plain claims-list">
          {claims.map((claim) => (
            <ClaimLine key={claim.id} claim={claim} outcome={outcomes[claim.id]} />
          ))}
        </ul>
      </div>
    ));
}

interface ClaimLineProps {
  readonly claim: Claim;
  readonly outcome: Outcome | undefined;
}

function ClaimLine({ claim: { where, words, number, link }, outcome }: ClaimLineProps) {
  const verdict = outcome?.verdict ?? null;
  return (
    <li>
      <details className="claim">
        <summary>
          <strong className="claim-verdict">
            <span aria-hidden="true">{verdict === null ? '…' : GLYPHS[VERDICTS.indexOf(verdict)]}</span>{' '}
            {verdictText(outcome ?? { verdict, ours: '' })}
          </strong>{' '}
          <span className="claim-words">{words}</span>{' '}
          <span className="claim-ours tabular">{typeset(outcome?.ours ?? '')}</span>
        </summary>
        <div className="claim-more stack">
          <p>
            {words} <span className="muted">{where}</span>
          </p>
          <dl className="facts tabular">
            <dt>{t`Its number`}</dt>
            <dd>{typeset(number)}</dd>
            <dt>{t`Ours`}</dt>
            <dd>{typeset(outcome?.ours || '–')}</dd>
            <dt>{t`Why`}</dt>
            {outcome === undefined ? <dd>{t`No results are stored`}</dd> : <dd>{typeset(outcome.why)}</dd>}
            {outcome?.settings ? (
              <>
                <dt>{t`Measured`}</dt>
                <dd>{outcome.settings}</dd>
              </>
            ) : null}
          </dl>
          {link !== null && <OpenLive link={link} what={words} />}
        </div>
      </details>
    </li>
  );
}
