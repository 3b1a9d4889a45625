import { useEffect, useMemo, useRef, useState } from 'react';
import { messageOf } from '../../core/errors';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import { nameRuns } from '../../experiment/shelf/nameRuns';
import { grouped } from '../../experiment/text/numberWords';
import type { KeptSet } from '../../store/shelf/fileShelf';
import { useExplorer } from '../hooks/useExplorer';
import { RunRow } from './RunRow';
import { StoragePart } from './StoragePart';
import { useShelfList } from './useShelfList';
import './pins.css';
import './shelf.css';

/** Rows that are drawn at first, and more at each request. The search looks through all runs. */
const ROWS = 30;

/**
 * Lists the runs of this browser. The page beside it stays in use, so that pins are seen at once.
 */
export function ShelfDrawer({ onClose }: { readonly onClose: () => void }) {
  const shelf = useExplorer((state) => state.shelf);
  const { runs, running, unopened, problem, refresh } = useShelfList(shelf);
  const [search, setSearch] = useState('');
  const [refusal, setRefusal] = useState('');
  const [shown, setShown] = useState(ROWS);
  const [removed, setRemoved] = useState<readonly Removed[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const last = removed.at(-1);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onClose]);
  const named = useMemo(() => nameRuns(runs ?? []), [runs]);
  const found = named.filter(({ words }) => matches(words, search));
  /** Does something with the shelf and shows why it could not be done. */
  const act = (work: Promise<unknown> | undefined) => {
    setRefusal('');
    work?.then(refresh, (error: unknown) => setRefusal(messageOf(error)));
  };
  const remove = (names: readonly { readonly name: string; readonly run: KeptRun }[]) =>
    act(
      shelf?.remove(names.map(({ run }) => run.key)).then((undo) => {
        const text =
          names.length === 1
            ? t`“${names[0]!.name}” is deleted.`
            : t`${grouped(names.length)} runs are deleted.`;
        setRemoved((before) => [...before, { text, undo }]);
      }),
    );
  const removeFiles = ({ key, title }: KeptSet) =>
    act(
      shelf?.files
        .remove(key)
        .then((undo) => setRemoved((before) => [...before, { text: t`“${title}” is deleted.`, undo }])),
    );
  return (
    <section className="shelf" aria-labelledby="shelf-title">
      <div className="panel-head">
        <h2 id="shelf-title">{t`Runs`}</h2>
        <button type="button" className="button" onClick={onClose}>
          {t`Close`}
        </button>
      </div>
      <label className="shelf-search">
        <span className="sr-only">{t`Search the runs`}</span>
        <input
          ref={field}
          className="text"
          type="search"
          placeholder={t`Search names and notes`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <div className="shelf-news" aria-live="polite">
        {refusal !== '' && <p className="problem">{refusal}</p>}
        {last !== undefined && (
          <p>
            {last.text}{' '}
            <button
              type="button"
              className="button"
              onClick={() => {
                // The button stays where the browser refuses, and for earlier deletions.
                const undone = () => {
                  if (removed.length === 1) field.current?.focus();
                  setRemoved((now) => now.filter((one) => one !== last));
                };
                act(last.undo().then(undone));
              }}
            >
              {t`Undo`}
            </button>
          </p>
        )}
        {problem !== '' && (
          <p className="problem">
            {t`This browser keeps no runs (${problem}). Private windows and blocked storage cause this. Results last as long as the page.`}
          </p>
        )}
        {runs?.length === 0 && (
          <p className="muted">{t`No run is kept yet. Each one is, from its first trials on.`}</p>
        )}
        {unopened.length > 0 && (
          <p className="note">
            {t`Runs of networks that are not open are kept, and listed once the network is opened: ${listNames(unopened)}`}
          </p>
        )}
        {named.length > 0 && found.length === 0 && <p className="muted">{noneText(named.length, search)}</p>}
      </div>
      <ul className="shelf-list">
        {found.slice(0, shown).map(({ run, name }) => (
          <RunRow
            key={run.key}
            run={run}
            name={name}
            isRunning={running.has(run.key)}
            act={act}
            onRemove={() => remove([{ run, name }])}
          />
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + ROWS)}>
          {t`Show more of ${grouped(found.length)} runs`}
        </button>
      )}
      <StoragePart
        count={named.length}
        isBusy={running.size > 0}
        onRemoveAll={() => remove(named)}
        onRemoveFiles={removeFiles}
      />
    </section>
  );
}

/** Says that a search found nothing. */
function noneText(count: number, search: string): string {
  return count === 1
    ? t`None of ${grouped(count)} run matches “${search}”.`
    : t`None of ${grouped(count)} runs matches “${search}”.`;
}

/** Deletion that can be undone. */
interface Removed {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

/** True if every word of the search is part of some word of the run. */
function matches(words: string, search: string): boolean {
  const text = words.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
