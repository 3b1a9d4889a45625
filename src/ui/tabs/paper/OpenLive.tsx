import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import { type LiveCost, liveCostOf } from '../../../store/runs/liveCost';
import { useExplorer } from '../../hooks/useExplorer';
import { duration } from '../../text/format';

interface OpenLiveProps {
  readonly link: string;
  /** Name of the experiment, for screen readers. */
  readonly what: string;
}

/** Link that runs an experiment of the paper live, with the time that this takes here. */
export function OpenLive({ link, what }: OpenLiveProps) {
  const cost = useExplorer(useMemo(() => liveCostOf(link), [link]));
  return (
    <span className="open-live">
      <a href={link} aria-label={t`Open live: ${what}`}>
        {t`Open live`}
      </a>{' '}
      <small className="muted tabular">{waitText(cost)}</small>
    </span>
  );
}

/** Formats the time: `stored results at once, live in about 4 min`. */
function waitText(cost: LiveCost | null): string {
  if (cost === null) return t`time not known yet`;
  if (cost.trials === 0) return t`already run here`;
  return cost.hasStored
    ? t`stored results at once, live in about ${duration(cost.ms)}`
    : t`live in about ${duration(cost.ms)}`;
}
