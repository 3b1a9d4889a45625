import { t } from '../../../core/language/t';
import type { StaleSeries } from '../useStaleSeries';

/** Draws the legend entry of the grey curves, if there are any. */
export function StaleEntry({ stale }: { readonly stale: StaleSeries }) {
  if (stale.series.length === 0) return null;
  return (
    <li>
      <svg className="swatch" width="28" height="14" aria-hidden="true">
        <path className="mean tone-ghost" d="M0 7H28" />
      </svg>
      {t`previous settings: ${stale.label}`}
    </li>
  );
}
