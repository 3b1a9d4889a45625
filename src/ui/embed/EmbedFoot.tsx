import { useStore } from 'zustand';
import { t } from '../../core/language/t';
import { type EmbedView, tabOfFigure } from '../../experiment/embed/embedLink';
import { formatLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import { selectSeries } from '../../store/selectors/seriesSelectors';
import { selectStored } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { RunState } from '../header/Header';
import { useExplorer } from '../hooks/useExplorer';
import type { EmbedPhase, EmbedSession } from './embedSession';

interface EmbedFootProps extends Pick<EmbedView, 'ui'> {
  readonly session: EmbedSession;
}

/** States what the figure shows, starts or stops its run, and opens it in the whole page. */
export function EmbedFoot({ ui, session }: EmbedFootProps) {
  const phase = useStore(session.phase, (state) => state.phase);
  const running = useExplorer((state) => state.progress?.running === true);
  const isReady = useExplorer((state) => state.engine.kind === 'ready');
  const run = useExplorer((state) => state.run);
  const stop = useExplorer((state) => state.stop);
  const spec = useExplorer((state) => state.spec);
  const view = useExplorer((state) => state.view);
  return (
    <footer className="embed-foot">
      <Status phase={phase} />
      {phase !== 'live' ? (
        <button type="button" className="button" onClick={() => session.touch()}>
          {t`Run here`}
        </button>
      ) : (
        isReady && (
          <button type="button" className="button" onClick={running ? stop : run}>
            {running ? t`Stop` : t`Run`}
          </button>
        )
      )}
      <a
        className="embed-open"
        href={`./${formatLink(spec, { ...view, tab: tabOfFigure({ ui }) })}`}
        target="_blank"
        rel="noopener"
      >
        {t`Open in Ares Explorer`}
      </a>
    </footer>
  );
}

/** True if the figure has recorded results. */
function selectHasStored(state: ExplorerState): boolean {
  if (familyOf(state.view) === null) return selectStored(state) !== null;
  return selectSeries(state).some(({ source }) => source === 'stored');
}

/** Source of the numbers in the figure. */
function Status({ phase }: { readonly phase: EmbedPhase }) {
  const engine = useExplorer((state) => state.engine);
  const hasStored = useExplorer(selectHasStored);
  if (phase === 'live' && engine.kind === 'ready') return <RunState />;
  const text =
    phase === 'yielded'
      ? t`Paused: another figure of this site runs.`
      : phase === 'still'
        ? hasStored
          ? t`Recorded run. Move the cursor or press Run here, and it runs in this browser.`
          : t`Not run yet. Press Run here, and it runs in this browser.`
        : engine.kind === 'failed'
          ? t`The engine does not run here. ${engine.message}.`
          : t`The engine is starting.`;
  return <p className="note embed-status">{text}</p>;
}
