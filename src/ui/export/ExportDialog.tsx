import { useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { useExplorerStore } from '../hooks/useExplorer';
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
 * texts about it. Open while it is mounted. It shows one moment: the page may go on measuring.
 */
export function ExportDialog({ part, onClose }: ExportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const store = useExplorerStore();
  const [state] = useState(store.getState);
  const [tables] = useState(() => tablesIn(part.section, part.title));
  useEffect(() => dialog.current?.showModal(), []);
  const hasRuns = showsRuns(state);
  const file = `${part.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${state.spec.model}`.slice(0, 80);
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
