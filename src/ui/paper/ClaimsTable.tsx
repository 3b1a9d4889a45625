import { type Verdict, verdictText } from '../../experiment/paper/claim';
import { CLAIMS } from '../../experiment/paper/claims';
import type { Outcomes } from '../../experiment/paper/judgeClaims';
import { typeset } from '../format';

/** A shape for each verdict, so that nothing hangs on colour. */
const GLYPHS: Record<Verdict, string> = {
  reproduced: '●',
  'direction only': '◐',
  'not reproduced': '○',
  'cannot be tested here': '–',
};

/** Each claim of the paper: its number, ours, what ours rests on, the verdict and why, and a link that opens it live. */
export function ClaimsTable({ outcomes }: { readonly outcomes: Outcomes }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="table1-scroll" tabIndex={0} aria-label="The paper’s claims">
      <table className="data-table claims-table">
        <thead>
          <tr>
            <th scope="col">The paper says</th>
            <th scope="col">Its number</th>
            <th scope="col">Ours</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {CLAIMS.map(({ id, where, words, number, link }) => {
            const outcome = outcomes[id];
            const verdict = outcome?.verdict ?? null;
            return (
              <tr key={id}>
                <th scope="row">
                  {words} <small className="muted">{where}</small>
                </th>
                <td className="tabular">{typeset(number)}</td>
                <td className="tabular">
                  {typeset(outcome?.ours || '–')}
                  {outcome?.settings ? <small className="muted">{outcome.settings}</small> : null}
                  {link !== null && (
                    <a href={link} aria-label={`Open live: ${words}`}>
                      Open live
                    </a>
                  )}
                </td>
                <td>
                  <strong className="claim-verdict">
                    <span aria-hidden="true">{verdict === null ? '…' : GLYPHS[verdict]}</span>{' '}
                    {verdictText(outcome ?? { verdict, ours: '' })}
                  </strong>
                  <small className="muted">{typeset(outcome?.why ?? 'No results are stored')}</small>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
