import type { StoreApi } from 'zustand/vanilla';
import type { StillFigure as Figure } from '../../experiment/embed/figureDocument';
import { formatLink } from '../../experiment/link/link';
import { networkTitle } from '../../experiment/settings/networkTitle';
import { settingTexts } from '../../experiment/settings/specDifference';
import { selectModel } from '../../store/selectors/selectors';
import type { Explorer } from '../../store/state';
import { EmbedCurve } from '../embed/EmbedCurve';
import { Heading } from '../embed/Heading';
import { ExplorerContext, useExplorer } from '../hooks/useExplorer';

interface StillFigureProps {
  readonly store: StoreApi<Explorer>;
  readonly figure: Figure;
}

/** Curve of stored results, in a file or a notebook: all of it moves, and nothing is computed. */
export function StillFigure({ store, figure }: StillFigureProps) {
  return (
    <ExplorerContext value={store}>
      <main className="embed">
        <Heading />
        <EmbedCurve />
        <Foot {...figure} />
      </main>
    </ExplorerContext>
  );
}

/**
 * Names the reader's files that the figure stands without, the device of the numbers, and opens the
 * page that computes more.
 */
function Foot({ run, site }: Figure) {
  const view = useExplorer((state) => state.view);
  const model = useExplorer(selectModel);
  const { file } = model;
  return (
    <footer className="embed-foot">
      {file !== undefined && (
        <p className="note">
          Network: {networkTitle(model)}. Samples: {run.spec.data}, {settingTexts(run.spec).preprocessing}.
        </p>
      )}
      <p className="note">
        Stored results{run.environment === '' ? '' : `: ${run.environment}`}. Nothing is computed here.
      </p>
      {site !== null && (
        <a
          className="embed-open"
          href={`${site}${formatLink(run.spec, view)}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          Open in Ares Explorer
        </a>
      )}
    </footer>
  );
}
