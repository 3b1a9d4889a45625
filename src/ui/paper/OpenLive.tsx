import { useMemo } from 'react';
import { type LiveCost, linkedExperiments, liveCost } from '../../store/liveCost';
import { duration } from '../format';
import { useExplorer } from '../useExplorer';

interface OpenLiveProps {
  readonly link: string;
  /** What opens, for those who hear the links alone. */
  readonly what: string;
}

/** A link that opens an experiment of the paper live, and how long that takes here. */
export function OpenLive({ link, what }: OpenLiveProps) {
  const experiments = useMemo(() => linkedExperiments(link), [link]);
  const wait = useExplorer((state) => waitText(liveCost(state, experiments)));
  return (
    <span className="open-live">
      <a href={link} aria-label={`Open live: ${what}`}>
        Open live
      </a>{' '}
      <small className="muted tabular">{wait}</small>
    </span>
  );
}

/** `stored results at once, live in about 4 min`. */
export function waitText(cost: LiveCost | null): string {
  if (cost === null) return '';
  if (cost.trials === 0) return 'has run here';
  return `${cost.hasStored ? 'stored results at once, ' : ''}live in about ${duration(cost.ms)}`;
}
