import type { StaleSeries } from '../useStaleSeries';

/** Legend entry for the grey marks, if there are any. */
export function StaleEntry({ stale }: { readonly stale: StaleSeries }) {
  if (stale.series.length === 0) return null;
  return (
    <li>
      <svg className="swatch" width="28" height="14" aria-hidden="true">
        <path className="mean tone-ghost" d="M0 7H28" />
      </svg>
      stale, from before: {stale.label}
    </li>
  );
}
