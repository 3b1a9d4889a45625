import type { Claim, Outcome, Verdict } from '../../../experiment/paper/claims/claim';
import { verdictText } from '../../../experiment/paper/claims/claim';
import { CLAIMS } from '../../../experiment/paper/claims/claims';
import type { Outcomes } from '../../../experiment/paper/claims/judgeClaims';
import { typeset } from '../../text/format';
import { OpenLive } from './OpenLive';

/** Glyph of each verdict, so that verdicts do not differ by colour only. */
const GLYPHS: Record<Verdict, string> = {
  reproduced: '●',
  'direction only': '◐',
  'not reproduced': '○',
  'cannot be tested here': '–',
};

/** Groups of claims: tested ones first. Within a group they keep the paper's order. */
const GROUPS: readonly (readonly [title: string, holds: (verdict: Verdict | null) => boolean])[] = [
  ['Tested', (verdict) => verdict !== null && verdict !== 'cannot be tested here'],
  ['No verdict yet', (verdict) => verdict === null],
  ['Cannot be tested here', (verdict) => verdict === 'cannot be tested here'],
];

/**
 * Table of the paper's claims: the verdict with its reason, both numbers, the evidence, and a link
 * that runs the experiment live.
 */
export function ClaimsTable({ outcomes }: { readonly outcomes: Outcomes }) {
  const groups = GROUPS.map(([title, holds]) => ({
    title,
    claims: CLAIMS.filter(({ id }) => holds(outcomes[id]?.verdict ?? null)),
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="table1-scroll" tabIndex={0} aria-label="The paper’s claims">
      <table className="data-table claims-table">
        <thead>
          <tr>
            <th scope="col">The paper says</th>
            <th scope="col">Verdict</th>
            <th scope="col">Its number</th>
            <th scope="col">Ours</th>
          </tr>
        </thead>
        {groups
          .filter(({ claims }) => claims.length > 0)
          .map(({ title, claims }) => (
            <tbody key={title}>
              <tr className="claims-group">
                <th scope="rowgroup" colSpan={4}>
                  {title} <span className="muted">{claims.length}</span>
                </th>
              </tr>
              {claims.map((claim) => (
                <ClaimRow key={claim.id} claim={claim} outcome={outcomes[claim.id]} />
              ))}
            </tbody>
          ))}
      </table>
    </section>
  );
}

interface ClaimRowProps {
  readonly claim: Claim;
  readonly outcome: Outcome | undefined;
}

function ClaimRow({ claim: { where, words, number, link }, outcome }: ClaimRowProps) {
  const verdict = outcome?.verdict ?? null;
  return (
    <tr className="claim">
      <th scope="row">
        {words} <small className="muted">{where}</small>
      </th>
      <td>
        <strong className="claim-verdict">
          <span aria-hidden="true">{verdict === null ? '…' : GLYPHS[verdict]}</span>{' '}
          {verdictText(outcome ?? { verdict, ours: '' })}
        </strong>
        <small className="muted">{typeset(outcome?.why ?? 'No results are stored')}</small>
      </td>
      <td className="tabular" data-column="Its number">
        {typeset(number)}
      </td>
      <td className="tabular" data-column="Ours">
        {typeset(outcome?.ours || '–')}
        {outcome?.settings ? <small className="muted">{outcome.settings}</small> : null}
        {link !== null && <OpenLive link={link} what={words} />}
      </td>
    </tr>
  );
}
