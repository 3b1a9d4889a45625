import { useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { networkWord } from '../../experiment/settings/networkTitle';
import { exportedSeries } from '../../store/selectors/exportedSeries';
import type { ExplorerState } from '../../store/state';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import type { ExportedPart } from './exportedPart';
import { showsRuns } from './figureCaption';
import { NumbersExport } from './NumbersExport';
import { PictureExport } from './PictureExport';
import { TextExport } from './TextExport';
import { tablesIn } from './tableCsv';

interface ExportDialogProps {
  readonly part: ExportedPart;
  readonly onClose: () => void;
}

/**
 * Shows a figure or table as it is exported, with buttons that save the picture, its numbers and
 * texts about it. Open while it is mounted. It shows one moment, so that all files agree: the page
 * may go on measuring. Opened before the first trial, it shows the moment at which that is in.
 */
export function ExportDialog({ part, onClose }: ExportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const store = useExplorerStore();
  const [{ state, tables }, setMoment] = useState(() => momentOf(part, store.getState()));
  const hasFirstTrial = useExplorer((now) => waitsForTrials(state) && !waitsForTrials(now));
  useEffect(() => dialog.current?.showModal(), []);
  // After the page has drawn the trial, because the tables are read from the page.
  useEffect(() => {
    if (hasFirstTrial) setMoment(momentOf(part, store.getState()));
  }, [hasFirstTrial, part, store]);
  const hasRuns = showsRuns(state);
  const word = networkWord(checkModel(state.spec.model));
  const file = `${part.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${word}`.slice(0, 80);
  return (
    <dialog ref={dialog} className="help export" aria-label={t`Export: ${part.title}`} onClose={onClose}>
      <div className="panel-head">
        <h2>{t`Export: ${part.title}`}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t`Close`}
        </button>
      </div>
      <PictureExport part={part} state={state} file={file} />
      <NumbersExport tables={tables} state={state} file={file} hasRuns={hasRuns} />
      {hasRuns && <TextExport part={part} state={state} file={file} />}
    </dialog>
  );
}

function momentOf(part: ExportedPart, state: ExplorerState) {
  return { state, tables: tablesIn(part.section, part.title) };
}

/** True if the tab shows runs and none of them has a trial yet. */
function waitsForTrials(state: ExplorerState): boolean {
  return showsRuns(state) && exportedSeries(state).length === 0;
}
