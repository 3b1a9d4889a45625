import { memo, useState } from 'react';
import { dateLocale } from '../../core/language/dateLocale';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { type KeptRun, runProgress } from '../../experiment/shelf/keptRun';
import { grouped } from '../../experiment/text/numberWords';
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
  const noteTitle = run.note === '' ? t`Add a note` : t`Edit the note`;
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
          {isRunning ? t`running` : isComplete ? t`complete` : doneText(done, total)} ·{' '}
          {dateText(run.changedMs)}
          {run.device !== '' && ` · ${run.device}`}
        </p>
        {isEditing ? (
          <input
            className="text"
            aria-label={t`Note on ${name}`}
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
            aria-label={t`Pin: ${name}`}
            aria-pressed={isPinned}
            onClick={() => act(isPinned ? shelf?.unpin(run.key) : shelf?.pin(run.key))}
          >
            {t`Pin`}
          </button>
          {!isComplete && !isRunning && (
            <button
              type="button"
              className="button button-small"
              aria-label={t`Resume: ${name}`}
              onClick={() => {
                open();
                store.getState().run();
              }}
            >
              {t`Resume`}
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
            aria-label={t`Export: ${name}`}
            onClick={() => act(downloadRun(store, run, name))}
          >
            {t`Export`}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={t`Delete: ${name}`}
            disabled={isRunning}
            title={isRunning ? t`Stop the run first` : undefined}
            onClick={onRemove}
          >
            {t`Delete`}
          </button>
        </div>
      </div>
    </li>
  );
});

/** Returns how far a run is: `2 of 4 trials`. */
function doneText(done: number, total: number): string {
  const [some, all] = [grouped(done), grouped(total)];
  return total === 1 ? t`${some} of ${all} trial` : t`${some} of ${all} trials`;
}

/** Formats a time of day of today, or a date: `14:03`, `29 Nov 2026`. */
function dateText(ms: number): string {
  const date = new Date(ms);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString(dateLocale(), { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString(dateLocale(), { day: 'numeric', month: 'short', year: 'numeric' });
}
