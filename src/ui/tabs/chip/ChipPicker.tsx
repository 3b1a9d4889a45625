import { useRef } from 'react';
import { t } from '../../../core/language/t';
import { useExplorer } from '../../hooks/useExplorer';

/** Buttons that open a chip table, and the name of the one shown. */
export function ChipPicker() {
  const chip = useExplorer((state) => state.chip);
  const openFiles = useExplorer((state) => state.openFiles);
  const closeChip = useExplorer((state) => state.closeChip);
  const isRefused = useExplorer((state) => state.notices.some(({ id }) => id === 'chip'));
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {chip === null ? t`Choose a CSV file` : t`Choose another CSV file`}
        </button>
        {chip !== null && (
          <button type="button" className="button" onClick={closeChip}>
            {t`Remove ${chip.name}`}
          </button>
        )}
        <span className="note">
          {t`or drop it anywhere on the page; it is read and kept in this browser, never sent`}
        </span>
        <input
          ref={input}
          className="sr-only"
          type="file"
          accept=".csv,.csv.gz,.tsv,.txt,.gz,text/csv"
          tabIndex={-1}
          aria-label={t`CSV file of a measured chip`}
          onChange={(event) => {
            if (event.target.files !== null && event.target.files.length > 0)
              openFiles([...event.target.files]);
            event.target.value = '';
          }}
        />
      </div>
      {isRefused && chip !== null && (
        <p className="note">{t`The last file could not be used. The figure still shows ${chip.name}.`}</p>
      )}
      {chip?.notes.map((note) => (
        <p key={note} className="note">
          {note}.
        </p>
      ))}
    </div>
  );
}
