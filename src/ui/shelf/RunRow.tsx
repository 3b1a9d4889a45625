import { memo, useState } from 'react';
import { checkModel } from '../../core/network/catalog';
import { type KeptRun, runProgress } from '../../experiment/shelf/keptRun';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { useExplorer, useExplorerStore } from '../hooks/useExplorer';
import { downloadRun } from './downloadRun';
import { Sparkline } from './Sparkline';

interface RunRowProps {
  readonly run: KeptRun;
  readonly name: string;
  readonly isRunning: boolean;
  /** Shows why something with the shelf could not be done. */
  readonly act: (work: Promise<unknown> | undefined) => void;
  readonly onRemove: () => void;
}

/** Shows one run with its curve and what can be done with it. */
export const RunRow = memo(function RunRow({ run, name, isRunning, act, onRemove }: RunRowProps) {
  const store = useExplorerStore();
  const shelf = useExplorer((state) => state.shelf);
  const [isEditing, setEditing] = useState(false);
  const { done, total } = runProgress(run);
  const isComplete = done >= total;
  const open = () => {
    const { view, setView, setSettings } = store.getState();
    if (view.tab !== 'explore') setView({ tab: 'explore' });
    setSettings(run.spec);
  };
  const saveNote = (note: string) => {
    setEditing(false);
    if (note.trim() !== run.note) act(shelf?.setNote(run.key, note.trim()));
  };
  const noteTitle = run.note === '' ? 'Add a note' : 'Edit the note';
  const isPinned = run.pin !== null;
  return (
    <li className={isPinned ? `run run-pinned pin-${run.pin}` : 'run'}>
      <Sparkline run={run} />
      <div className="run-words">
        <button type="button" className="run-name" onClick={open}>
          {name}
        </button>
        <p className="muted tabular">
          {checkModel(run.spec.model).title} · n = {grouped(run.spec.trials)} ·{' '}
          {isRunning ? 'running' : isComplete ? 'complete' : `${grouped(done)} of ${countOf(total, 'trial')}`}{' '}
          · {dateText(run.changedMs)}
          {run.device !== '' && ` · ${run.device}`}
        </p>
        {isEditing ? (
          <input
            className="text"
            aria-label={`Note on ${name}`}
            defaultValue={run.note}
            maxLength={200}
            // biome-ignore lint/a11y/noAutofocus: the reader has just asked for the field
            autoFocus
            onBlur={(event) => saveNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              event.preventDefault();
              setEditing(false);
            }}
          />
        ) : (
          run.note !== '' && <p className="run-note">{run.note}</p>
        )}
        <div className="run-actions">
          <button
            type="button"
            className="button button-small"
            aria-label={`Pin: ${name}`}
            aria-pressed={isPinned}
            onClick={() => act(isPinned ? shelf?.unpin(run.key) : shelf?.pin(run.key))}
          >
            Pin
          </button>
          {!isComplete && !isRunning && (
            <button
              type="button"
              className="button button-small"
              aria-label={`Resume: ${name}`}
              onClick={() => {
                open();
                store.getState().run();
              }}
            >
              Resume
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            aria-label={`${noteTitle}: ${name}`}
            onClick={() => setEditing(true)}
          >
            {noteTitle}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={`Export: ${name}`}
            onClick={() => act(downloadRun(store, run, name))}
          >
            Export
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={`Delete: ${name}`}
            disabled={isRunning}
            title={isRunning ? 'Stop the run first' : undefined}
            onClick={onRemove}
          >
            Delete
          </button>
        </div>
      </div>
    </li>
  );
});

/** Formats a time of day of today, or a date: `14:03`, `29 Nov 2026`. */
function dateText(ms: number): string {
  const date = new Date(ms);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
