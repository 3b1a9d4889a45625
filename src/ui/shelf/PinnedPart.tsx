import { useExplorer } from '../hooks/useExplorer';
import { useLoaded } from '../hooks/useLoaded';

const loadPanel = () => import('./PinnedPanel').then(({ PinnedPanel }) => PinnedPanel);

/** Shows the pinned runs, whose panel is loaded once there are some. */
export function PinnedPart() {
  const hasPins = useExplorer((state) => state.pins.length > 0);
  const Panel = useLoaded(loadPanel, hasPins);
  return hasPins && Panel !== null && <Panel />;
}
